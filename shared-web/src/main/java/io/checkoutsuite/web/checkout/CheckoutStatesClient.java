package io.checkoutsuite.web.checkout;

import static io.checkoutsuite.web.access.AccessHeaders.TENANT;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.PostExchange;

/** The cart service's endpoint for the states of checkout attempts. */
interface CheckoutStatesClient {

    /** Null if the response has no body. */
    @PostExchange("/internal/checkouts/states")
    @Nullable
    CheckoutStatesResponse states(@RequestHeader(TENANT) String tenant, @RequestBody CheckoutStatesRequest request);

    @PostExchange("/internal/checkouts/{requestId}/resumptions")
    void resume(@RequestHeader(TENANT) String tenant, @PathVariable String requestId);

    record CheckoutStatesRequest(List<String> requestIds) {}

    record CheckoutStatesResponse(@Nullable Map<String, @Nullable CheckoutState> states) {

        /** The states without null values; an attempt whose state is null counts as missing. */
        Map<String, CheckoutState> known() {
            Map<String, CheckoutState> known = new HashMap<>();
            if (states != null) {
                states.forEach((requestId, state) -> {
                    if (state != null) {
                        known.put(requestId, state);
                    }
                });
            }
            return known;
        }
    }
}
