package io.checkoutsuite.cart.specimen;

import io.checkoutsuite.order.OrderApplication;

/** Breaks the rule that services do not know each other, to show that it is noticed. */
public final class AcquaintedWithOrders {

    public final Class<?> acquaintance = OrderApplication.class;
}
