package io.checkoutsuite.web.checkout;

import static io.checkoutsuite.web.access.AccessHeaders.TENANT;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.PostExchange;

/** The cart service, as far as it tells what became of checkouts. */
interface CheckoutStatesClient {

    /** Null if the answer has no body. */
    @PostExchange("/internal/checkouts/states")
    @Nullable
    Answer states(@RequestHeader(TENANT) String tenant, @RequestBody Question question);

    record Question(List<String> requestIds) {}

    record Answer(@Nullable Map<String, @Nullable CheckoutState> states) {

        /** An attempt whose state is null was not answered for. */
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
