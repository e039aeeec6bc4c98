package io.checkoutsuite.reservations;

import java.util.List;

/**
 * How far the counters hold what a request asks for.
 *
 * @param shortages what they do not hold
 * @param uncounted counters of which there is always enough, so that nothing is counted there
 */
record Acquired(List<Shortage> shortages, List<String> uncounted) {

    boolean isComplete() {
        return shortages.isEmpty();
    }
}
