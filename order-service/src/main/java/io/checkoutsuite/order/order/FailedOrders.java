package io.checkoutsuite.order.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All checkout attempts that never became an order. */
public interface FailedOrders {

    /** Once per attempt; the same attempt again changes nothing. */
    void add(FailedOrder failed);

    boolean contains(String tenant, String requestId);

    /** Newest first, at most so many; of all carts if none is given. */
    List<FailedOrder> list(String tenant, @Nullable String cartId, @Nullable String after, int limit);
}
