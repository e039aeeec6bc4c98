package io.checkoutsuite.operations.reconciliation;

/** The types of discrepancy. */
public enum FindingType {
    /** A completed checkout has no order. */
    ORDER_MISSING,
    /** The order of a completed checkout contradicts it. */
    ORDER_DIFFERS,
    STOCK_NOT_COMMITTED,
    USES_NOT_COMMITTED,
    PAYMENT_NOT_BOUND,
    /** A failed checkout has an order. */
    ORDER_OF_FAILED_CHECKOUT,
    /** The order service has no record of a failed checkout. */
    FAILED_ORDER_MISSING,
    STOCK_STILL_HELD,
    USES_STILL_HELD,
    PAYMENT_STILL_HELD,
    ORDER_WITHOUT_CHECKOUT,
    STOCK_WITHOUT_CHECKOUT,
    USES_WITHOUT_CHECKOUT,
    PAYMENT_WITHOUT_CHECKOUT,
    /** A cart has a second order besides the one of its checkout. */
    SECOND_ORDER,
    /** A checkout is still undecided after its lease expired. */
    CHECKOUT_STUCK,
    COMPENSATION_NEEDS_ATTENTION,
    /** An event is not published. */
    EVENT_NOT_PUBLISHED,
    /** A stored cart is inconsistent or cannot be read, so it cannot be compared. */
    CART_UNREADABLE
}
