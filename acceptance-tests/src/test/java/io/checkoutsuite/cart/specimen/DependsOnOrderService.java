package io.checkoutsuite.cart.specimen;

import io.checkoutsuite.order.OrderApplication;

/** Violates the rule that services do not depend on each other, to prove that the rule detects it. */
public final class DependsOnOrderService {

    public final Class<?> dependency = OrderApplication.class;
}
