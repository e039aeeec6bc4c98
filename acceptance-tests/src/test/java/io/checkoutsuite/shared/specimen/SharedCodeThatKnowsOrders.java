package io.checkoutsuite.shared.specimen;

import io.checkoutsuite.order.OrderApplication;

/** Violates the rule that shared code depends on no service, to prove that the rule detects it. */
public final class SharedCodeThatKnowsOrders {

    public final Class<?> dependency = OrderApplication.class;
}
