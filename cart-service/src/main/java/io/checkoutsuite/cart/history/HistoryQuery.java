package io.checkoutsuite.cart.history;

/**
 * What to read of the checkout history.
 *
 * @param events whether to create the outcome events of the attempts
 * @param limit the maximum number of attempts for {@link AttemptSelection#MATCHING}, otherwise of carts
 */
public record HistoryQuery(
        HistoryFilter filter, AttemptSelection attempts, boolean events, HistoryCursor after, int limit) {

    /** Which attempts of the selected carts to read. */
    public enum AttemptSelection {
        /** None: only the ids of the carts. */
        NONE,
        /** Those that the filter selects. */
        MATCHING,
        ALL
    }
}
