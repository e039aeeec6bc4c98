package io.checkoutsuite.reservations.ledger;

/** The result of an adjustment. */
public sealed interface AdjustResult {

    /**
     * The counter is adjusted.
     *
     * @param replayed whether an earlier call did it
     */
    record Adjusted(CounterChange change, boolean replayed) implements AdjustResult {}

    /** Nothing is changed: less is available than the adjustment removes. */
    record Insufficient(long available) implements AdjustResult {}

    /** Nothing is changed: the same batch has made a different change to this counter before. */
    record BatchReused(CounterChange change) implements AdjustResult {}

    /** There is no such counter. */
    record UnknownCounter() implements AdjustResult {}
}
