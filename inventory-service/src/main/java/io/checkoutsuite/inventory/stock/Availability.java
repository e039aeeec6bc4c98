package io.checkoutsuite.inventory.stock;

/** Whether the quantity on hand limits how much of a SKU is available. */
public enum Availability {
    /** Limited to the quantity that is left. */
    TRACKED,
    /** Unlimited, for example a download or a product made to order. Nothing is counted. */
    ALWAYS,
    /** Not available, regardless of the quantity on hand. */
    NEVER
}
