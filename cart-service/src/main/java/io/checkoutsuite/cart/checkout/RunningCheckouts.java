package io.checkoutsuite.cart.checkout;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Which activity each attempt of this process is at: told to whoever asks, relied on by nobody. */
@Component
class RunningCheckouts {

    private final Map<String, String> activities = new ConcurrentHashMap<>();

    void enters(String requestId, String activity) {
        activities.put(requestId, activity);
    }

    void leaves(String requestId) {
        activities.remove(requestId);
    }

    Optional<String> activity(String requestId) {
        return Optional.ofNullable(activities.get(requestId));
    }
}
