package io.checkoutsuite.stack.checks;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of checking one guarantee.
 *
 * @param guarantee for instance G1
 * @param checked a summary of what was checked, with numbers
 * @param offenders one sentence for each violation; empty if the check passed
 */
public record Verdict(String guarantee, String promise, String checked, List<String> offenders) {

    public Verdict {
        offenders = List.copyOf(offenders);
    }

    public boolean kept() {
        return offenders.isEmpty();
    }

    /** Collects violations. */
    static final class Offenders {
        private final List<String> found = new ArrayList<>();

        void unless(boolean good, String sentence) {
            if (!good) {
                found.add(sentence);
            }
        }

        List<String> all() {
            return found;
        }
    }
}
