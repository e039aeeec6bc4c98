package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.test.http.ApiResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The API document of a service of the running suite, with checks against it. */
record PublishedApi(JsonNode document) {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<Service, PublishedApi> PUBLISHED = new ConcurrentHashMap<>();

    static PublishedApi of(Service service) {
        return PUBLISHED.computeIfAbsent(
                service,
                any -> new PublishedApi(
                        Api.get(service, "/v3/api-docs").send().is(200).json()));
    }

    /** Fails unless the response is as the API document of its service says. */
    static ApiResponse asDocumented(ApiResponse response) {
        Service service = Stream.of(Service.values())
                .filter(any ->
                        RunningSuite.address(any).getPort() == response.uri().getPort())
                .findFirst()
                .orElseThrow();
        assertThat(of(service).differences(response)).isEmpty();
        return response;
    }

    /** A documented operation. */
    record Operation(String method, String path, JsonNode described) {

        @Override
        public String toString() {
            return method + " " + path;
        }

        private boolean matches(ApiResponse response) {
            return method.equals(response.method())
                    && Pattern.matches(
                            path.replaceAll("\\{[^}]+}", "[^/]+"),
                            response.uri().getRawPath());
        }
    }

    Stream<Operation> operations() {
        return document.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(method -> new Operation(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue())));
    }

    /** The documented response of a status; the target if it is a reference. */
    JsonNode response(Operation operation, String status) {
        return resolved(operation.described().path("responses").path(status));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString("").substring(1)) : node;
    }

    /** What a response has that the document does not say; empty if it is as documented. */
    List<String> differences(ApiResponse response) {
        Optional<Operation> operation =
                operations().filter(any -> any.matches(response)).findFirst();
        if (operation.isEmpty()) {
            return List.of("There is no operation for " + response);
        }
        JsonNode documented = response(operation.get(), Integer.toString(response.status()));
        if (documented.isMissingNode()) {
            return List.of(operation.get() + " may not respond " + response);
        }
        if (response.body().length == 0) {
            return documented.has("content") ? List.of("Without the documented body: " + response) : List.of();
        }
        String type = response.header("Content-Type").replaceFirst(";.*", "");
        JsonNode content = documented.path("content").path(type);
        if (content.isMissingNode()) {
            return List.of(operation.get() + " may not respond with " + type + ": " + response);
        }
        if (type.endsWith("problem+json") && !content.path("examples").has(response.problemType())) {
            return List.of(operation.get() + " may not respond with this problem: " + response);
        }
        return Stream.concat(
                        errors(content.path("schema"), response.text()).stream()
                                .map(error -> error + " in " + response),
                        missingHeaders(documented, response))
                .toList();
    }

    private static Stream<String> missingHeaders(JsonNode documented, ApiResponse response) {
        return Stream.of("ETag", "Location", "Guest-Token", "Idempotent-Replayed", "Retry-After", "Preference-Applied")
                .filter(name -> !response.header(name).isEmpty()
                        && !documented.path("headers").has(name))
                .map(name -> "The header " + name + " is not documented of " + response);
    }

    /** Why the JSON does not match the schema. */
    List<String> errors(JsonNode schema, String json) {
        ObjectNode root = Api.JSON.createObjectNode();
        root.set("components", document.path("components"));
        root.putArray("allOf").add(schema);
        return SCHEMAS.getSchema(root.toString(), InputFormat.JSON).validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }
}
