package io.checkoutsuite.failure.crash;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The result of a crash at one point of one scenario.
 *
 * @param outcome order, or the reason why there is none, as finally reported to the buyer
 * @param recovery from the crash until every guarantee was seen to hold, including the restart
 * @param violations one sentence for each violated guarantee
 */
record CrashResult(
        Scenario scenario,
        String point,
        CrashMatrix.Extent extent,
        boolean reached,
        String outcome,
        Duration recovery,
        List<String> violations) {

    boolean passed() {
        return violations.isEmpty();
    }

    String summary() {
        if (!reached) {
            return "not reached";
        }
        return "%s%s %.1f s".formatted(passed() ? "" : "✘ ", outcome, recovery.toMillis() / 1e3);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s, %s: %s: %s %s", scenario.label(), point, extent.description(), summary(), violations);
    }
}
