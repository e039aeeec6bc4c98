package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.FailureType;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Distinguishes typed refusals of another service, which are values, from failures, which are exceptions. */
@Slf4j
@Component
@RequiredArgsConstructor
class ProblemReader {

    private static final Set<Integer> CONTENT_STATUSES = Set.of(400, 404, 409, 413, 422);

    private final JsonMapper json;

    /** The members of the problem, if the response is a problem document of this type. */
    <T> Optional<T> read(RestClientResponseException response, String problemName, Class<T> members) {
        try {
            JsonNode document = json.readTree(response.getResponseBodyAsByteArray());
            return isOfType(document, problemName)
                    ? Optional.of(json.treeToValue(document, members))
                    : Optional.empty();
        } catch (JacksonException notOurs) {
            return Optional.empty();
        }
    }

    /** Whether the call was refused because of its content and would be refused again, not because of the caller, the time or the rate. */
    static boolean isContentError(HttpClientErrorException refused) {
        return CONTENT_STATUSES.contains(refused.getStatusCode().value());
    }

    /** The failure if the call was refused because of its content; empty if a retry may succeed. */
    Optional<AttemptFailure> contentFailure(
            HttpClientErrorException refused, FailureType type, String activity, String message) {
        if (!isContentError(refused) || refused.getStatusCode().value() == HttpStatus.CONFLICT.value()) {
            return Optional.empty();
        }
        log.error("Activity {} was refused for valid cart content: {}", activity, refused.getMessage());
        return Optional.of(AttemptFailure.of(type, activity, message));
    }

    boolean isProblem(RestClientResponseException response, String problemName) {
        return read(response, problemName, JsonNode.class).isPresent();
    }

    private static boolean isOfType(JsonNode document, String problemName) {
        String type = document.path("type").asString("");
        return type.endsWith("/problems/" + problemName);
    }
}
