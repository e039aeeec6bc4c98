package io.checkoutsuite.cart.replay;

import io.checkoutsuite.events.EventType;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which outcome events are meant; all that is given has to be so.
 *
 * @param from decided then or later
 * @param to decided before then
 */
public record Selection(
        @Nullable String cartId,
        @Nullable String requestId,
        @Nullable String orderNumber,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable EventType eventType,
        @Nullable String failureType) {

    public boolean isEmpty() {
        return Stream.of(cartId, requestId, orderNumber, from, to, eventType, failureType)
                .allMatch(given -> given == null);
    }

    /** The same without what is decided from then on. */
    public Selection before(Instant end) {
        return to != null && to.isBefore(end)
                ? this
                : new Selection(cartId, requestId, orderNumber, from, end, eventType, failureType);
    }
}
