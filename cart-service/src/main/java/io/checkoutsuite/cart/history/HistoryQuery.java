package io.checkoutsuite.cart.history;

/**
 * What to read of the checkout history.
 *
 * @param events whether to create the outcome events of the attempts
 * @param limit the maximum number of attempts for {@link Attempts#MATCHING}, otherwise of carts
 */
public record HistoryQuery(HistoryFilter filter, Attempts attempts, boolean events, HistoryCursor after, int limit) {

    /** Which attempts of the selected carts to read. */
    public enum Attempts {
        /** None: only the ids of the carts. */
        NONE,
        /** Those that the filter selects. */
        MATCHING,
        ALL
    }
}
