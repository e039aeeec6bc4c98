package io.checkoutsuite.acceptance;

import io.checkoutsuite.test.http.PublishedApi;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes JSON bodies from the schemas of an API document. */
record SampleBodies(PublishedApi api) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String UNKNOWN = "noSuchMember";

    /**
     * A body with one member that its schema does not know.
     *
     * @param pointer the place of the member
     * @param refused whether the schema says that the object has no other members
     */
    record WithUnknownMember(JsonNode body, String pointer, boolean refused) {}

    /** A body with the required members only. */
    JsonNode of(JsonNode schema) {
        JsonNode resolved = api.resolved(schema);
        if (resolved.has("example")) {
            return resolved.path("example");
        }
        if (resolved.has("enum")) {
            return resolved.path("enum").path(0);
        }
        return switch (resolved.path("type").asString("")) {
            case "object" -> required(resolved);
            case "array" ->
                resolved.path("minItems").asInt(0) == 0
                        ? NODES.arrayNode()
                        : NODES.arrayNode().add(of(resolved.path("items")));
            case "integer", "number" ->
                NODES.numberNode(resolved.path("minimum").asLong(1));
            case "boolean" -> NODES.booleanNode(true);
            default -> NODES.stringNode(text(resolved));
        };
    }

    private ObjectNode required(JsonNode object) {
        ObjectNode sample = NODES.objectNode();
        object.path("required")
                .valueStream()
                .map(JsonNode::asString)
                .forEach(name -> sample.set(name, of(object.path("properties").path(name))));
        return sample;
    }

    private static String text(JsonNode schema) {
        return switch (schema.path("format").asString("")) {
            case "date-time" -> "2026-03-01T12:00:00Z";
            case "email" -> "ann@example.org";
            default -> text(schema.path("pattern").asString(""));
        };
    }

    private static String text(String pattern) {
        if (pattern.contains("{64}")) {
            return "0".repeat(64);
        }
        return pattern.contains("[A-Z]{2}") ? "GB" : "a";
    }

    /** A body for each object in it, which has the unknown member. */
    Stream<WithUnknownMember> withUnknownMembers(JsonNode schema) {
        JsonNode resolved = api.resolved(schema);
        Stream<WithUnknownMember> ofMembers = resolved.path("properties")
                .propertyStream()
                .flatMap(member -> withUnknownMembers(member.getValue())
                        .map(inner -> new WithUnknownMember(
                                required(resolved).set(member.getKey(), inner.body()),
                                "/" + member.getKey() + inner.pointer(),
                                inner.refused())));
        Stream<WithUnknownMember> ofItems = resolved.has("items")
                ? withUnknownMembers(resolved.path("items"))
                        .map(inner -> new WithUnknownMember(
                                NODES.arrayNode().add(inner.body()), "/0" + inner.pointer(), inner.refused()))
                : Stream.empty();
        Stream<WithUnknownMember> own = resolved.has("properties")
                ? Stream.of(
                        new WithUnknownMember(required(resolved).put(UNKNOWN, 1), "/" + UNKNOWN, isClosed(resolved)))
                : Stream.empty();
        return Stream.of(own, ofMembers, ofItems).flatMap(all -> all);
    }

    private static boolean isClosed(JsonNode object) {
        return object.path("additionalProperties").isBoolean()
                && !object.path("additionalProperties").asBoolean();
    }

    /** The names of the object schemas that a part of the document refers to, directly or not. */
    Set<String> objectsOf(JsonNode part) {
        Set<String> names = new TreeSet<>();
        collect(part, names);
        names.removeIf(name -> !schema(name).has("properties"));
        return names;
    }

    boolean isClosed(String name) {
        return isClosed(schema(name));
    }

    private JsonNode schema(String name) {
        return api.document().path("components").path("schemas").path(name);
    }

    private void collect(JsonNode node, Set<String> names) {
        String reference = node.path("$ref").asString("");
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        if (reference.contains("/schemas/") && names.add(name)) {
            collect(schema(name), names);
        }
        List<JsonNode> inner = node instanceof ArrayNode array
                ? array.valueStream().toList()
                : node.propertyStream().map(Map.Entry::getValue).toList();
        inner.forEach(any -> collect(any, names));
    }
}
