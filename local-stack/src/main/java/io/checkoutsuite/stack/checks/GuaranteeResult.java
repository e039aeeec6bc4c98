package io.checkoutsuite.stack.checks;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of checking one guarantee.
 *
 * @param guarantee for instance G1
 * @param checked a summary of what was checked, with numbers
 * @param violations one sentence for each violation; empty if the check passed
 */
public record GuaranteeResult(String guarantee, String promise, String checked, List<String> violations) {

    public GuaranteeResult {
        violations = List.copyOf(violations);
    }

    public boolean passed() {
        return violations.isEmpty();
    }

    /** Collects violations. */
    static final class Violations {
        private final List<String> found = new ArrayList<>();

        void addUnless(boolean good, String sentence) {
            if (!good) {
                found.add(sentence);
            }
        }

        List<String> all() {
            return found;
        }
    }
}
