package io.checkoutsuite.reservations.ledger;

import io.checkoutsuite.reservations.counter.Hold;
import java.time.Instant;
import java.util.List;

/** The figures and open holds of a counter, as stored. */
public record CounterFigures(
        String counter, long total, long buffer, long soft, long hard, long available, List<OpenHold> holds) {

    public CounterFigures {
        holds = List.copyOf(holds);
    }

    /** A hold with the end of its lease. */
    public record OpenHold(Hold hold, Instant leaseUntil) {}

    CounterFigures with(long computedSoft, long computedHard) {
        return new CounterFigures(
                counter,
                total,
                buffer,
                computedSoft,
                computedHard,
                total - buffer - computedSoft - computedHard,
                holds);
    }
}
