package io.checkoutsuite.failure.crash;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.ServiceUnreachableException;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/** An operator who replays the outcome of one cart to the order service and sees to it that the replay ends. */
@RequiredArgsConstructor
final class ReplayOperator {

    private static final String REPLAYS = "/ops/replays";

    private final SuiteClient client;
    private final String cartId;

    /** Starts the replay. The response may be lost, and with it the replay's id. */
    void startsReplay() {
        try {
            post(
                    REPLAYS,
                    Map.of("filter", Map.of("cartId", cartId), "dryRun", false, "target", "order", "reason", cartId));
        } catch (ServiceUnreachableException down) {
            // completesReplay() finds the replay by its reason, or starts another one.
        }
    }

    /** Starts the replay if there is none, resumes it if it has stopped, and returns whether it is completed. */
    boolean completesReplay() {
        try {
            Optional<JsonNode> replay = client.all(Service.OPERATIONS, REPLAYS, client.operator()).stream()
                    .filter(known -> known.path("reason").asString("").equals(cartId))
                    .findFirst();
            if (replay.isEmpty()) {
                startsReplay();
                return false;
            }
            String state = replay.get().path("state").asString("");
            if (state.equals("STOPPED")) {
                post(REPLAYS + "/" + replay.get().path("id").asString("") + "/resume", Map.of());
            }
            return state.equals("COMPLETED");
        } catch (ServiceUnreachableException | IllegalStateException down) {
            return false;
        }
    }

    private ServiceResponse post(String path, Map<String, Object> body) {
        return client.call(Service.OPERATIONS, "POST", path, body, client.operator(), Map.of());
    }
}
