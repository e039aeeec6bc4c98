package io.checkoutsuite.offer.offer;

/** What an offer lowers the price of. */
public enum Target {
    /** Each item that qualifies. */
    ITEM,
    /** The sum of all items, after what came off the items themselves. */
    ORDER
}
