package io.checkoutsuite.inventory.stock;

/** Whether the quantity on hand decides what can be had of a SKU (I7). */
public enum Availability {
    /** As much as is left. */
    TRACKED,
    /** Always enough: a download, or made to order. Nothing is counted. */
    ALWAYS,
    /** None, whatever is on hand. */
    NEVER
}
