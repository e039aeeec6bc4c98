package io.checkoutsuite.stack.client;

import io.checkoutsuite.stack.Service;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/** Calls the services as an operator; throws an exception if a request fails. */
@RequiredArgsConstructor
public final class OperatorClient {

    /** Long, because redriving many events at a low rate takes a while. */
    private static final Duration POST_TIMEOUT = Duration.ofMinutes(30);

    private final SuiteClient client;

    /** @throws RequestFailedException unless the response is a success */
    public JsonNode get(Service service, String path) {
        return body(service, client.get(service, path, client.operator()));
    }

    /** Empty if the response is 404. */
    public Optional<JsonNode> find(Service service, String path) {
        ServiceResponse response = client.get(service, path, client.operator());
        return response.status() == 404 ? Optional.empty() : Optional.of(body(service, response));
    }

    /** @throws RequestFailedException unless the response is a success */
    public JsonNode post(Service service, String path, Map<String, ?> request) {
        return body(service, client.call(service, "POST", path, request, client.operator(), Map.of(), POST_TIMEOUT));
    }

    private static JsonNode body(Service service, ServiceResponse response) {
        if (!response.ok()) {
            throw new RequestFailedException(service, response);
        }
        return response.body();
    }
}
