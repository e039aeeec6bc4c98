package io.checkoutsuite.web.apidocs;

import io.checkoutsuite.web.access.AccessHeaders;
import io.checkoutsuite.web.http.IdempotencyKey;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The successful responses of an operation. */
@RequiredArgsConstructor
final class SuccessDocumentation {

    private static final Map<String, String> HEADERS = Map.of(
            HttpHeaders.ETAG,
            "The version of the resource, for If-Match",
            HttpHeaders.LOCATION,
            "The address of the resource",
            HttpHeaders.RETRY_AFTER,
            "The seconds after which to send the request again",
            HttpHeaders.WWW_AUTHENTICATE,
            "The scheme of the missing token",
            AccessHeaders.GUEST_TOKEN,
            "Proves that the cart belongs to the guest; returned only once",
            IdempotencyKey.REPLAYED,
            "true if it is the stored response to an earlier request with the same key",
            "Preference-Applied",
            "The preference that was applied",
            "Batch-Id",
            "The batch under which the ledger records the changes");

    private final JsonSchemas schemas;

    void describe(ApiResponses responses, Handler handler) {
        List<DocumentedResponse> documented =
                handler.annotations(DocumentedResponse.class).toList();
        if (documented.isEmpty()) {
            ResponseStatus declared = handler.method().getMethodAnnotation(ResponseStatus.class);
            add(
                    responses,
                    handler,
                    declared == null ? HttpStatus.OK : declared.code(),
                    returned(handler.method().getMethod().getAnnotatedReturnType()),
                    List.of());
        }
        documented.forEach(response -> add(
                responses,
                handler,
                response.status(),
                response.body() == Void.class
                        ? returned(handler.method().getMethod().getAnnotatedReturnType())
                        : Optional.of(schemas.of(response.body())),
                List.of(response.headers())));
    }

    private Optional<Schema<?>> returned(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType generic && Handler.rawType(generic) == ResponseEntity.class) {
            return returned(generic.getAnnotatedActualTypeArguments()[0]);
        }
        return type.getType() == void.class || type.getType() == Void.class
                ? Optional.empty()
                : Optional.of(schemas.of(type));
    }

    private static void add(
            ApiResponses responses,
            Handler handler,
            HttpStatus status,
            Optional<Schema<?>> body,
            List<String> headers) {
        ApiResponse response = responses.computeIfAbsent(
                Integer.toString(status.value()), code -> new ApiResponse().description(status.getReasonPhrase()));
        body.ifPresent(schema -> {
            Content content = Objects.requireNonNullElseGet(response.getContent(), Content::new);
            handler.produces()
                    .forEach(type ->
                            content.addMediaType(type.toString(), new MediaType().schema(represented(type, schema))));
            response.setContent(content);
        });
        Stream.concat(
                        headers.stream(),
                        handler.has(IdempotencyKey.class) ? Stream.of(IdempotencyKey.REPLAYED) : Stream.empty())
                .forEach(name -> response.addHeaderObject(name, header(name)));
    }

    /** Events and pages are text; the data of an event is JSON. */
    private static Schema<?> represented(org.springframework.http.MediaType type, Schema<?> schema) {
        if (!type.equals(org.springframework.http.MediaType.TEXT_EVENT_STREAM)) {
            return schema;
        }
        Schema<Object> events = JsonSchemas.typed("string");
        events.setDescription("Server-sent events, whose data has this schema");
        events.setContentSchema(schema);
        return events;
    }

    static Header header(String name) {
        return new Header()
                .description(Objects.requireNonNull(HEADERS.get(name), "The header " + name + " is not described"))
                .schema(JsonSchemas.typed(name.equals(HttpHeaders.RETRY_AFTER) ? "integer" : "string"));
    }
}
