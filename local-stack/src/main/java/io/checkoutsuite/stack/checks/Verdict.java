package io.checkoutsuite.stack.checks;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether one promise was kept.
 *
 * @param guarantee for instance G1
 * @param checked what was looked at, in words with numbers
 * @param offenders one sentence for each breach; empty if it was kept
 */
public record Verdict(String guarantee, String promise, String checked, List<String> offenders) {

    public Verdict {
        offenders = List.copyOf(offenders);
    }

    public boolean kept() {
        return offenders.isEmpty();
    }

    /** Breaches are collected where they are found. */
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
