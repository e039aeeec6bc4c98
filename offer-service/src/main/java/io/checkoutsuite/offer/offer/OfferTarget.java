package io.checkoutsuite.offer.offer;

/** What an offer reduces the price of. */
public enum OfferTarget {
    /** Each item that qualifies. */
    ITEM,
    /** The sum of all items, after the discounts on the items themselves. */
    ORDER
}
