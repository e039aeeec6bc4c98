package io.checkoutsuite.web.apidocs;

import io.checkoutsuite.web.access.AccessHeaders;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.IdempotencyKey;
import io.checkoutsuite.web.http.IfMatch;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;

/** The headers that an operation reads through its arguments. */
final class RequestHeaders {

    private RequestHeaders() {}

    static Stream<Parameter> of(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters()).flatMap(RequestHeaders::header);
    }

    private static Stream<Parameter> header(MethodParameter argument) {
        Class<?> type = argument.getParameterType();
        if (type == IfMatch.class) {
            return Stream.of(header(
                    HttpHeaders.IF_MATCH,
                    true,
                    JsonSchemas.typed("string").pattern("^" + IfMatch.ENTITY_TAG.pattern() + "$"),
                    "The ETag of the last response, so that no other change is overwritten"));
        }
        if (type == IdempotencyKey.class) {
            return Stream.of(header(
                    IdempotencyKey.HEADER,
                    !argument.isOptional(),
                    JsonSchemas.typed("string").minLength(1).maxLength(IdempotencyKey.MAX_LENGTH),
                    "The same whenever the request is repeated, which then gets the stored response"));
        }
        return type == Caller.class
                ? Stream.of(header(
                        AccessHeaders.TENANT,
                        false,
                        JsonSchemas.typed("string"),
                        "The tenant, sent by guests and services; the tenant of all other callers is in the token"))
                : Stream.empty();
    }

    private static Parameter header(String name, boolean required, Schema<?> schema, String description) {
        return new HeaderParameter()
                .name(name)
                .required(required)
                .schema(schema)
                .description(description);
    }
}
