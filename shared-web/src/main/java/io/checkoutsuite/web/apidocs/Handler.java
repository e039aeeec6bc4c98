package io.checkoutsuite.web.apidocs;

import io.swagger.v3.oas.annotations.Operation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/** A controller's method and the requests that it handles. */
record Handler(RequestMappingInfo mapping, HandlerMethod method) {

    boolean handles(String path, String httpMethod) {
        return mapping.getPatternValues().contains(path)
                && mapping.getMethodsCondition().getMethods().contains(RequestMethod.valueOf(httpMethod));
    }

    String operationId() {
        return method.getMethod().getName();
    }

    /** Says in a sentence what the operation does. */
    Optional<String> summary() {
        return Optional.ofNullable(method.getMethodAnnotation(Operation.class)).map(Operation::summary);
    }

    /** The controller's resource in words, for instance {@code Current cart}. */
    String tag() {
        String name = method.getBeanType().getSimpleName().replaceAll("Controller$", "");
        String words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    List<MediaType> consumes() {
        return orJson(mapping.getConsumesCondition().getConsumableMediaTypes());
    }

    List<MediaType> produces() {
        return orJson(mapping.getProducesCondition().getProducibleMediaTypes());
    }

    private static List<MediaType> orJson(Collection<MediaType> types) {
        Set<MediaType> any = Set.of(MediaType.ALL);
        return types.isEmpty() || any.containsAll(types)
                ? List.of(MediaType.APPLICATION_JSON)
                : types.stream().sorted().toList();
    }

    boolean has(Class<?> argument) {
        return Arrays.stream(method.getMethodParameters()).anyMatch(any -> any.getParameterType() == argument);
    }

    /** The annotations of this type, also those that another annotation has. */
    <A extends java.lang.annotation.Annotation> Stream<A> annotations(Class<A> type) {
        return MergedAnnotations.from(method.getMethod(), SearchStrategy.TYPE_HIERARCHY).stream(type)
                .map(found -> found.synthesize());
    }

    static Type rawType(AnnotatedParameterizedType type) {
        return ((ParameterizedType) type.getType()).getRawType();
    }
}
