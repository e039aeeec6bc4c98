package io.checkoutsuite.acceptance.fuzz;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.Credentials;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * An operation of a service, as its API document describes it.
 *
 * @param path template, for instance {@code /carts/{cartId}}
 * @param query names of its query parameters
 * @param body the JSON schema of its body; missing if it has none
 * @param schemas the schemas that the body's schema refers to, by reference
 */
record Operation(
        Service service, String method, String path, List<String> query, JsonNode body, Map<String, JsonNode> schemas) {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    static List<Operation> of(Service service, SuiteClient client) {
        JsonNode document =
                client.get(service, "/v3/api-docs", Credentials.NONE).body();
        Map<String, JsonNode> schemas = new java.util.HashMap<>();
        document.path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> schemas.put("#/components/schemas/" + schema.getKey(), schema.getValue()));
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    JsonNode described = method.getValue();
                    operations.add(new Operation(
                            service,
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            described
                                    .path("parameters")
                                    .valueStream()
                                    .filter(parameter ->
                                            parameter.path("in").asString("").equals("query"))
                                    .map(parameter -> parameter.path("name").asString(""))
                                    .toList(),
                            described
                                    .path("requestBody")
                                    .path("content")
                                    .valueStream()
                                    .findFirst()
                                    .map(content -> content.path("schema"))
                                    .orElse(described.path("requestBody")),
                            schemas));
                }));
        if (operations.isEmpty()) {
            throw new IllegalStateException("The " + service.id() + " service documents no operation");
        }
        return operations;
    }

    /** Returns the path template with each parameter replaced. */
    String filled(java.util.function.UnaryOperator<String> values) {
        return PARAMETER.matcher(path).replaceAll(found -> Matcher.quoteReplacement(values.apply(found.group(1))));
    }

    /** For instance {@code cart GET /carts/{cartId}}. */
    String name() {
        return service.id() + " " + method + " " + path;
    }

    /** Returns the method and path without the service; several services may share it. */
    String call() {
        return method + " " + path;
    }

    boolean isRead() {
        return method.equals("GET");
    }
}
