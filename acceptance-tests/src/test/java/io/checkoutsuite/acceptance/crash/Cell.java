package io.checkoutsuite.acceptance.crash;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What came of dying at one point of one scenario.
 *
 * @param outcome order or the reason why there is none, as the buyer was told after all
 * @param recovery from the death until every promise was seen to be kept, the restart included
 * @param offenders one sentence for each broken promise
 */
record Cell(
        Scenario scenario,
        String point,
        CrashMatrix.Extent extent,
        boolean reached,
        String outcome,
        Duration recovery,
        List<String> offenders) {

    boolean kept() {
        return offenders.isEmpty();
    }

    String words() {
        if (!reached) {
            return "not reached";
        }
        return "%s%s %.1f s".formatted(kept() ? "" : "✘ ", outcome, recovery.toMillis() / 1e3);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s, %s: %s: %s %s", scenario.words(), point, extent.words(), words(), offenders);
    }
}
