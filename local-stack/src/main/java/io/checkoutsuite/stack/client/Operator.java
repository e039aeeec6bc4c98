package io.checkoutsuite.stack.client;

import io.checkoutsuite.stack.Service;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/** Calls the services as an operator; throws an exception if a request fails. */
@RequiredArgsConstructor
public final class Operator {

    /** Long, because redriving many events at a low rate takes a while. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final SuiteClient client;

    /** @throws RequestRefused unless the response is a success */
    public JsonNode get(Service service, String path) {
        return body(service, client.get(service, path, client.operator()));
    }

    /** Empty if the response is 404. */
    public Optional<JsonNode> find(Service service, String path) {
        Answer answer = client.get(service, path, client.operator());
        return answer.status() == 404 ? Optional.empty() : Optional.of(body(service, answer));
    }

    /** @throws RequestRefused unless the response is a success */
    public JsonNode post(Service service, String path, Map<String, ?> wanted) {
        return body(service, client.call(service, "POST", path, wanted, client.operator(), Map.of(), PATIENCE));
    }

    private static JsonNode body(Service service, Answer answer) {
        if (!answer.ok()) {
            throw new RequestRefused(service, answer);
        }
        return answer.body();
    }
}
