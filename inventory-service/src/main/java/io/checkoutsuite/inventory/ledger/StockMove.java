package io.checkoutsuite.inventory.ledger;

import java.time.Instant;

/**
 * One thing that happened to a stock figure.
 *
 * @param quantity in pieces; of a count or an adjustment by how much there is more, negative for less
 */
public record StockMove(Instant at, Kind kind, long quantity) {

    /** What happened. */
    public enum Kind {
        /** Held for a checkout. */
        RESERVED,
        /** Sold: what was held belongs to an order. */
        HARDENED,
        /** Given back because the checkout was given up. */
        RELEASED,
        /** Given back because its lease ran out. */
        EXPIRED,
        /** Wanted by a checkout that did not get all it wanted; nothing was held. */
        REFUSED,
        /** Sold, but there was too little left by then; nothing was taken. */
        SHORT,
        /** Sold while there was always enough of it: no figure has changed. */
        UNCOUNTED,
        /** Somebody said how much there is: an import, a count. */
        COUNTED,
        /** Somebody said how much more or less there is. */
        ADJUSTED
    }
}
