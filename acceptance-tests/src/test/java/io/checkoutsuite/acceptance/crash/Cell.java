package io.checkoutsuite.acceptance.crash;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The result of a crash at one point of one scenario.
 *
 * @param outcome order, or the reason why there is none, as finally reported to the buyer
 * @param recovery from the crash until every guarantee was seen to hold, including the restart
 * @param offenders one sentence for each violated guarantee
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
