package io.checkoutsuite.order.order;

/** Why an order has to wait. */
public enum HoldReason {
    /** Its stock was gone when it should have been kept for it. */
    BACKORDERED
}
