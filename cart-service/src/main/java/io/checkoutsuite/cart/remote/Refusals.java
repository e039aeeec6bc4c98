package io.checkoutsuite.cart.remote;

import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells typed refusals of another service, which are values, from trouble with it, which is an exception. */
@Component
@RequiredArgsConstructor
class Refusals {

    private final JsonMapper json;

    /** The refusal's own members, if the answer is a problem document of this type. */
    <T> Optional<T> read(RestClientResponseException answer, String problemName, Class<T> members) {
        try {
            JsonNode document = json.readTree(answer.getResponseBodyAsByteArray());
            return isOfType(document, problemName)
                    ? Optional.of(json.treeToValue(document, members))
                    : Optional.empty();
        } catch (JacksonException notOurs) {
            return Optional.empty();
        }
    }

    boolean is(RestClientResponseException answer, String problemName) {
        return read(answer, problemName, JsonNode.class).isPresent();
    }

    private static boolean isOfType(JsonNode document, String problemName) {
        String type = document.path("type").asString("");
        return type.endsWith("/problems/" + problemName);
    }
}
