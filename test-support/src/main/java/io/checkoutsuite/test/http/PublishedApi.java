package io.checkoutsuite.test.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API document of a running service, with checks against it. */
public final class PublishedApi {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, PublishedApi> PUBLISHED = new ConcurrentHashMap<>();

    /** What any operation may respond, and the document says so only once for all of them. */
    private static final Set<String> OF_ANY_OPERATION =
            Set.of("internal-error", "not-acceptable", "method-not-allowed");

    private final JsonNode document;
    private final List<Operation> operations;
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

    public PublishedApi(JsonNode document) {
        this.document = document;
        this.operations = document.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(method -> new Operation(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue())))
                .toList();
    }

    /** The document of the service at this address. */
    public static PublishedApi at(URI server) {
        return PUBLISHED.computeIfAbsent(
                server.getAuthority(),
                any -> new PublishedApi(ApiRequest.to(server.resolve("/"), "GET", "v3/api-docs")
                        .send()
                        .is(200)
                        .json()));
    }

    /** Fails unless the response is as the API document of its service says. */
    public static ApiResponse asDocumented(ApiResponse response) {
        assertThat(at(response.uri()).differences(response)).isEmpty();
        return response;
    }

    /** Like {@link #asDocumented}, but a path or method that is no operation of the service may respond anything. */
    public static ApiResponse asDocumentedIfOperation(ApiResponse response) {
        return at(response.uri()).operation(response.method(), response.uri()).isPresent()
                ? asDocumented(response)
                : response;
    }

    /** A documented operation. */
    public record Operation(String method, String path, JsonNode described) {

        @Override
        public String toString() {
            return method + " " + path;
        }

        private boolean matches(String called, URI uri) {
            return method.equals(called) && Pattern.matches(path.replaceAll("\\{[^}]+}", "[^/]+"), uri.getRawPath());
        }

        private long parameters() {
            return path.chars().filter(character -> character == '{').count();
        }
    }

    public JsonNode document() {
        return document;
    }

    public Stream<Operation> operations() {
        return operations.stream();
    }

    /** The operation that a request calls; of several that match, the one with the most literal path. */
    public Optional<Operation> operation(String method, URI uri) {
        return operations().filter(any -> any.matches(method, uri)).min(Comparator.comparing(Operation::parameters));
    }

    /** The documented response of a status; the target if it is a reference. */
    public JsonNode response(Operation operation, String status) {
        return resolved(operation.described().path("responses").path(status));
    }

    /** The node, or the target if it is a reference. */
    public JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString("").substring(1)) : node;
    }

    /** What a response has that the document does not say; empty if it is as documented. */
    public List<String> differences(ApiResponse response) {
        Optional<Operation> operation = operation(response.method(), response.uri());
        if (operation.isEmpty()) {
            return List.of("There is no operation for " + response);
        }
        JsonNode documented = response(operation.get(), Integer.toString(response.status()));
        if (documented.isMissingNode()) {
            return isProblem(response) && OF_ANY_OPERATION.contains(response.problemType())
                    ? List.of()
                    : List.of(operation.get() + " may not respond " + response);
        }
        if (response.body().length == 0) {
            return documented.has("content") ? List.of("Without the documented body: " + response) : List.of();
        }
        String type = type(response);
        JsonNode content = documented.path("content").path(type);
        if (content.isMissingNode()) {
            return List.of(operation.get() + " may not respond with " + type + ": " + response);
        }
        if (isProblem(response) && !content.path("examples").has(response.problemType())) {
            return List.of(operation.get() + " may not respond with this problem: " + response);
        }
        return Stream.concat(
                        type.endsWith("json")
                                ? errors(content.path("schema"), response.text()).stream()
                                        .map(error -> error + " in " + response)
                                : Stream.empty(),
                        missingHeaders(documented, response))
                .toList();
    }

    private static String type(ApiResponse response) {
        return response.header("Content-Type").replaceFirst(";.*", "");
    }

    private static boolean isProblem(ApiResponse response) {
        return type(response).equals("application/problem+json");
    }

    private static Stream<String> missingHeaders(JsonNode documented, ApiResponse response) {
        return Stream.of("ETag", "Location", "Guest-Token", "Idempotent-Replayed", "Retry-After", "Preference-Applied")
                .filter(name -> !response.header(name).isEmpty()
                        && !documented.path("headers").has(name))
                .map(name -> "The header " + name + " is not documented of " + response);
    }

    /** Why the JSON does not match the schema. */
    public List<String> errors(JsonNode schema, String json) {
        return compiled.computeIfAbsent(schema, this::compiled).validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    private Schema compiled(JsonNode schema) {
        ObjectNode root = JSON.createObjectNode();
        root.set("components", document.path("components"));
        root.putArray("allOf").add(schema);
        return SCHEMAS.getSchema(root.toString(), InputFormat.JSON);
    }
}
