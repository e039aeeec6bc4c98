package io.checkoutsuite.events;

import java.time.Instant;
import java.util.List;

/**
 * The compensation of a failed checkout attempt was abandoned after all retries: what the attempt reserved or authorized is not released, and
 * an operator must intervene.
 *
 * @param sequence grows each time that the compensation of the same attempt is abandoned, after an operator has restarted it
 * @param activities the activities whose compensation failed
 * @param tries how often the compensation was tried
 */
public record CheckoutNeedsAttention(
        String requestId,
        String cartId,
        String orderNumber,
        long sequence,
        List<String> activities,
        int tries,
        ContextInfo contextInfo,
        Instant occurredAt)
        implements SuiteEvent {

    public CheckoutNeedsAttention {
        activities = List.copyOf(activities);
    }

    @Override
    public String eventId() {
        return type().wireName() + ":" + requestId + ":" + sequence;
    }
}
