package io.checkoutsuite.acceptance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The response to a request.
 *
 * @param status 0 if the connection was closed without a response
 * @param millis from the first byte sent to the last one read
 * @param open whether the response had not ended when reading was stopped, as with a stream
 */
record Response(int status, List<Request.Header> headers, byte[] body, long millis, boolean open) {

    static final JsonMapper JSON = JsonMapper.builder().build();

    boolean ok() {
        return status >= 200 && status < 300;
    }

    String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Request.Header::value)
                .findFirst()
                .orElse("");
    }

    boolean isJson() {
        return header("Content-Type").contains("json");
    }

    JsonNode json() {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        String text = text();
        return status + " after " + millis + " ms " + (text.length() > 600 ? text.substring(0, 600) + "…" : text);
    }
}
