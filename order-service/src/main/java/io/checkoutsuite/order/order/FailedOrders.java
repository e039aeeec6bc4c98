package io.checkoutsuite.order.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All checkout attempts that never became an order. */
public interface FailedOrders {

    /** Once per attempt; the same attempt again changes nothing. */
    void add(FailedOrder failed);

    /** Whether the attempt was given up, its record purged or not. */
    boolean contains(String tenant, String requestId);

    /**
     * Newest first, at most so many; of all carts if none is given.
     *
     * @param keptOnly whether only those that had to be kept are wanted
     */
    List<FailedOrder> list(String tenant, @Nullable String cartId, boolean keptOnly, @Nullable String after, int limit);

    /** Of any tenant, at most so many that were given up before the limit, without those that have to be kept for now. */
    List<FailedOrder> due(Instant limit, Instant now, int most);

    /** Flags one that could not be thrown away. */
    void keep(String tenant, String requestId, FailedOrder.Kept kept);

    /**
     * Throws away what the record says. That the attempt was given up stays known: it never becomes an order, and its rollback is not taken for
     * a lost one.
     */
    void purge(String tenant, String requestId, String cartId);
}
