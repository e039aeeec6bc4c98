package io.checkoutsuite.order.order;

/** Why an order is on hold. */
public enum HoldReason {
    /** Its stock was no longer available when it should have been committed. */
    BACKORDERED
}
