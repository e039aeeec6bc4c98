package io.checkoutsuite.order.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All checkout attempts that never became an order. */
public interface FailedOrders {

    /** Adds one record per attempt; adding the same attempt again changes nothing. */
    void add(FailedOrder failed);

    /** Whether the attempt was rolled back, even if its record is purged. */
    boolean contains(String tenant, String requestId);

    /**
     * Newest first, at most {@code limit}; of all carts if none is given.
     *
     * @param retainedOnly whether to list only retained records
     */
    List<FailedOrder> list(
            String tenant, @Nullable String cartId, boolean retainedOnly, @Nullable String after, int limit);

    /** At most {@code most} attempts of any tenant that were rolled back before the limit, without those that are retained for now. */
    List<FailedOrder> due(Instant limit, Instant now, int most);

    /** Flags a record that could not be purged. */
    void retain(String tenant, String requestId, Retention.Retained retained);

    /**
     * Deletes the contents of the record. That the attempt was rolled back stays on record: it never becomes an order, and its rollback is not
     * mistaken for a lost one.
     */
    void purge(String tenant, String requestId, String cartId);
}
