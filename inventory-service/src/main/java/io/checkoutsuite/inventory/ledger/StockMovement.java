package io.checkoutsuite.inventory.ledger;

import java.time.Instant;

/**
 * One movement of a stock figure.
 *
 * @param quantity in pieces; for a count or an adjustment the difference, negative for a decrease
 */
public record StockMovement(Instant at, Kind kind, long quantity) {

    /** The kind of movement. */
    public enum Kind {
        /** Reserved for a checkout. */
        RESERVED,
        /** Committed: the reserved quantity belongs to an order. */
        COMMITTED,
        /** Released because the checkout was rolled back. */
        RELEASED,
        /** Released because its lease expired. */
        EXPIRED,
        /** Requested by a checkout that could not get all lines; nothing was reserved. */
        REFUSED,
        /** Sold, but too little stock was left by then; nothing was committed. */
        SHORT,
        /** Sold while the SKU was always available; no figure changed. */
        UNCOUNTED,
        /** The quantity on hand was set by an import or a count. */
        COUNTED,
        /** The quantity on hand was raised or lowered. */
        ADJUSTED
    }
}
