package io.checkoutsuite.order.order;

/** The processing state of an order. */
public enum OrderStatus {
    CREATED,
    ON_HOLD
}
