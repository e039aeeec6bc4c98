package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.stack.Service;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The published API documents name a schema after its type's simple name, so two types of one name would share one schema. */
class ApiDocumentsTests {

    @ParameterizedTest
    @EnumSource
    void every_service_publishes_its_api_document(Service service) {
        Api.get(service, "/v3/api-docs").send().is(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"CART", "INVENTORY", "OFFER"})
    void every_import_returns_the_same_report(Service service) {
        JsonNode paths = Api.get(service, "/v3/api-docs").send().json().path("paths");

        assertThat(paths.propertyStream()
                        .filter(path -> path.getKey().endsWith("/imports"))
                        .map(path -> path.getValue().at("/post/responses/200").findValue("$ref")))
                .singleElement()
                .hasToString("\"#/components/schemas/ImportReport\"");
    }

    @ParameterizedTest
    @EnumSource
    void every_documented_type_of_a_service_has_a_name_of_its_own(Service service) {
        Set<Class<?>> documented = documented(controllers("io.checkoutsuite." + service.id(), "io.checkoutsuite.web"));

        assertThat(documented).hasSizeGreaterThan(10);
        assertThat(namesakes(documented)).isEmpty();
    }

    @Test
    void the_rule_about_names_bites() {
        assertThat(namesakes(documented(Stream.of(Specimen.class))))
                .singleElement()
                .asString()
                .contains("Left$Line", "Right$Line");
    }

    static class Specimen {

        record Left(List<Line> lines) {
            record Line(String sku) {}
        }

        sealed interface Right {
            record Some(Line line) implements Right {}

            record Line(long quantity) {}
        }

        @RequestMapping
        Right change(@RequestBody Left left) {
            throw new UnsupportedOperationException(left.toString());
        }
    }

    private static Stream<Class<?>> controllers(String... packages) {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        return Arrays.stream(packages)
                .flatMap(name -> scan.findCandidateComponents(name).stream())
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null));
    }

    /** The types of the suite in the bodies of requests and responses. */
    private static Set<Class<?>> documented(Stream<Class<?>> controllers) {
        Set<Class<?>> found = new HashSet<>();
        controllers
                .flatMap(controller -> Arrays.stream(controller.getDeclaredMethods()))
                .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class))
                .flatMap(ApiDocumentsTests::bodies)
                .forEach(body -> collect(ResolvableType.forType(body), found));
        return found;
    }

    private static Stream<Type> bodies(Method operation) {
        return Stream.concat(
                Stream.of(operation.getGenericReturnType()),
                Arrays.stream(operation.getParameters())
                        .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                        .map(Parameter::getParameterizedType));
    }

    private static void collect(ResolvableType type, Set<Class<?>> found) {
        Arrays.stream(type.getGenerics()).forEach(argument -> collect(argument, found));
        Class<?> raw = type.toClass();
        if (!raw.getName().startsWith("io.checkoutsuite.") || raw.isEnum() || !found.add(raw)) {
            return;
        }
        if (raw.isRecord()) {
            Arrays.stream(raw.getRecordComponents())
                    .map(RecordComponent::getGenericType)
                    .forEach(component -> collect(ResolvableType.forType(component), found));
        }
        if (raw.isSealed()) {
            Arrays.stream(raw.getPermittedSubclasses())
                    .forEach(permitted -> collect(ResolvableType.forClass(permitted), found));
        }
    }

    private static List<Set<String>> namesakes(Set<Class<?>> types) {
        return types.stream()
                .collect(Collectors.groupingBy(
                        Class::getSimpleName,
                        TreeMap::new,
                        Collectors.mapping(Class::getName, Collectors.toCollection(TreeSet::new))))
                .values()
                .stream()
                .filter(names -> names.size() > 1)
                .map(Function.<Set<String>>identity())
                .toList();
    }
}
