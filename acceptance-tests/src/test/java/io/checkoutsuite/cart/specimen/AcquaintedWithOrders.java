package io.checkoutsuite.cart.specimen;

import io.checkoutsuite.order.OrderApplication;

/** Violates the rule that services do not depend on each other, to prove that the rule detects it. */
public final class AcquaintedWithOrders {

    public final Class<?> acquaintance = OrderApplication.class;
}
