package io.checkoutsuite.offer.usage;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.reservations.RequestKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which order used what (O4): once per order, with the event that says so. */
public interface UsageRecords {

    /** Records the uses of an order and the event it owes in one write, if that has not been done; then publishes. */
    void record(RequestKey key, CheckoutCompletion completion, List<Use> uses, @Nullable String customerKey);

    /** Whether the uses of the request's order are on record. */
    boolean contains(RequestKey key);
}
