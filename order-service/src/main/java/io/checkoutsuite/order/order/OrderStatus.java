package io.checkoutsuite.order.order;

/** How far an order is. */
public enum OrderStatus {
    CREATED,
    ON_HOLD
}
