package io.checkoutsuite.operations.history;

import io.checkoutsuite.events.EventType;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A filter of outcome events. An event has to match all members that are set.
 *
 * @param from decided at this time or later
 * @param to decided before this time
 */
public record EventFilter(
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

    /** The same filter, limited to what was decided before this time. */
    public EventFilter before(Instant end) {
        return to != null && to.isBefore(end)
                ? this
                : new EventFilter(cartId, requestId, orderNumber, from, end, eventType, failureType);
    }
}
