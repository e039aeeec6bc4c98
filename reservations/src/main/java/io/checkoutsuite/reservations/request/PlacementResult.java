package io.checkoutsuite.reservations.request;

import io.checkoutsuite.reservations.counter.Shortage;
import java.util.List;

/**
 * How much of a request its counters hold.
 *
 * @param shortages the lines that they do not hold
 * @param uncounted the counters that grant any quantity without counting it
 */
record PlacementResult(List<Shortage> shortages, List<String> uncounted) {

    PlacementResult {
        shortages = List.copyOf(shortages);
        uncounted = List.copyOf(uncounted);
    }

    boolean isComplete() {
        return shortages.isEmpty();
    }
}
