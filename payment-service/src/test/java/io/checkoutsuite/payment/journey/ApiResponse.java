package io.checkoutsuite.payment.journey;

import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A response of the service. */
public record ApiResponse(int status, HttpHeaders headers, String body) {

    private static final JsonMapper JSON = new JsonMapper();

    public JsonNode json() {
        return JSON.readTree(body);
    }

    public String text(String pointer) {
        return json().at(pointer).asString();
    }

    public int number(String pointer) {
        return json().at(pointer).asInt();
    }

    public String problem() {
        return text("/type").replace("/problems/", "");
    }
}
