package io.checkoutsuite.offer.usage;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.reservations.RequestKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The record of which order used which offers: written once per order, together with its event. */
public interface UsageRecords {

    /** Records the uses of an order and its pending event in one write, unless they are recorded already; then publishes the event. */
    void record(RequestKey key, CheckoutCompletion completion, List<Use> uses, @Nullable String customerKey);

    /** Whether the uses of the request's order are recorded. */
    boolean contains(RequestKey key);
}
