package io.checkoutsuite.cart.reconcile;

/** What can be amiss. */
public enum FindingType {
    /** A completed checkout has no order. */
    ORDER_MISSING,
    /** A completed checkout's order contradicts it. */
    ORDER_DIFFERS,
    STOCK_NOT_HARD,
    USES_NOT_COMMITTED,
    PAYMENT_NOT_BOUND,
    /** A failed checkout has an order. */
    ORDER_OF_FAILED_CHECKOUT,
    /** A failed checkout is not on record with the order service. */
    FAILED_ORDER_MISSING,
    STOCK_STILL_HELD,
    USES_STILL_HELD,
    PAYMENT_STILL_HELD,
    ORDER_WITHOUT_CHECKOUT,
    STOCK_WITHOUT_CHECKOUT,
    USES_WITHOUT_CHECKOUT,
    PAYMENT_WITHOUT_CHECKOUT,
    /** A cart has an order besides the one of its checkout. */
    SECOND_ORDER,
    /** Nobody decides a checkout whose lease is over. */
    CHECKOUT_STUCK,
    UNDO_NEEDS_ATTENTION,
    /** An event is not published. */
    EVENT_OWED,
    /** A stored cart contradicts itself or cannot be read, so that nothing of it can be compared. */
    CART_UNREADABLE
}
