package io.checkoutsuite.web.apidocs;

import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.imports.ImportedLines;
import io.checkoutsuite.web.problem.JsonBody;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MimeType;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** The parameters and the body of a request. */
@RequiredArgsConstructor
final class RequestDocumentation {

    /** Has an example of the body for each operation that has one, by operation id. */
    private static final String EXAMPLES = "api-examples/%s.json";

    private final JsonSchemas schemas;
    private final JsonMapper json;

    /** @param refusesUnknownMembers whether a member of the body that does not exist is an error */
    void describe(Operation operation, List<Handler> handlers, boolean refusesUnknownMembers) {
        Handler handler = handlers.getFirst();
        List<Parameter> parameters = Stream.concat(
                        Stream.ofNullable(operation.getParameters())
                                .flatMap(List::stream)
                                .filter(parameter -> isRead(handlers, parameter)),
                        RequestHeaders.of(handler.method()))
                .toList();
        parameters.forEach(RequestDocumentation::limit);
        operation.setParameters(parameters.isEmpty() ? null : parameters);
        operation.setRequestBody(body(handler, refusesUnknownMembers ? schemas.closed() : schemas)
                .orElse(null));
    }

    /** Arguments with all parameters or headers of a request are not parameters, and content types are documented with the bodies. */
    private static boolean isRead(List<Handler> handlers, Parameter parameter) {
        Set<String> collective = handlers.stream()
                .flatMap(handler -> Arrays.stream(handler.method().getMethodParameters()))
                .filter(argument -> argument.hasParameterAnnotation(RequestHeader.class)
                        || (argument.hasParameterAnnotation(RequestParam.class)
                                && Map.class.isAssignableFrom(argument.getParameterType())))
                .map(argument -> String.valueOf(argument.getParameterName()))
                .collect(Collectors.toSet());
        return !collective.contains(parameter.getName()) && !HttpHeaders.CONTENT_TYPE.equals(parameter.getName());
    }

    private static void limit(Parameter parameter) {
        if ("limit".equals(parameter.getName())) {
            parameter.getSchema().setMinimum(BigDecimal.ONE);
            parameter.getSchema().setMaximum(BigDecimal.valueOf(Page.LARGEST));
        }
    }

    private Optional<RequestBody> body(Handler handler, JsonSchemas members) {
        return Arrays.stream(handler.method().getMethodParameters())
                .flatMap(argument -> body(handler, argument, members).stream())
                .findFirst();
    }

    private Optional<RequestBody> body(Handler handler, MethodParameter argument, JsonSchemas members) {
        ImportedLines lines = argument.getParameterAnnotation(ImportedLines.class);
        if (lines != null) {
            return Optional.of(body(handler, lines(lines, members), true));
        }
        org.springframework.web.bind.annotation.RequestBody body =
                argument.getParameterAnnotation(org.springframework.web.bind.annotation.RequestBody.class);
        // A body that is read as bytes has a form of its sender's.
        return body == null || argument.getParameterType() == byte[].class
                ? Optional.empty()
                : Optional.of(body(handler, members.of(described(annotatedType(argument))), body.required()));
    }

    private static AnnotatedType annotatedType(MethodParameter argument) {
        return Objects.requireNonNull(argument.getMethod()).getAnnotatedParameterTypes()[argument.getParameterIndex()];
    }

    private static AnnotatedType described(AnnotatedType type) {
        return type instanceof AnnotatedParameterizedType generic && Handler.rawType(generic) == JsonBody.class
                ? generic.getAnnotatedActualTypeArguments()[0]
                : type;
    }

    /** Each line is a JSON object, or a record of CSV. */
    private static Schema<?> lines(ImportedLines lines, JsonSchemas members) {
        Schema<Object> text = JsonSchemas.typed("string");
        text.setContentSchema(JsonSchemas.anyOf(
                Arrays.stream(lines.value()).<Schema<?>>map(members::of).toList()));
        text.setDescription("One JSON object per line; or CSV, whose header names the members");
        return text;
    }

    private RequestBody body(Handler handler, Schema<?> schema, boolean required) {
        Content content = new Content();
        Optional<Object> example = example(handler);
        handler.consumes().stream()
                .filter(MimeType::isConcrete)
                .forEach(type -> content.addMediaType(
                        type.toString(),
                        example.map(value -> new MediaType().schema(schema).example(value))
                                .orElseGet(() -> new MediaType().schema(schema))));
        return new RequestBody().content(content).required(required);
    }

    private Optional<Object> example(Handler handler) {
        ClassPathResource file = new ClassPathResource(EXAMPLES.formatted(handler.operationId()));
        if (!file.exists()) {
            return Optional.empty();
        }
        try (InputStream text = file.getInputStream()) {
            return Optional.of(json.readValue(text, Object.class));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
