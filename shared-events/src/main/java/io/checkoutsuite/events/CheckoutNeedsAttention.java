package io.checkoutsuite.events;

import java.time.Instant;
import java.util.List;

/**
 * What a failed checkout attempt reserved or authorized could not be given back, however often it was tried: somebody must look.
 *
 * @param sequence larger each time that the same attempt is given up, after an operator had it tried anew
 * @param activities the activities whose undo failed
 * @param tries how often it was tried
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
