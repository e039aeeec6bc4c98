package io.checkoutsuite.benchmarks.report;

import io.checkoutsuite.benchmarks.Scenario;
import io.checkoutsuite.benchmarks.compare.Comparison;
import io.checkoutsuite.benchmarks.measure.Machine;
import io.checkoutsuite.stack.checks.GuaranteeResult;
import java.time.Instant;
import java.util.List;

/**
 * Two builds that were measured in turn.
 *
 * @param comparison the builds by their commits; ratios are after to before
 * @param guarantees the checks of both suites
 */
public record PairedResult(
        Instant at,
        Machine machine,
        Scenario scenario,
        String workload,
        Comparison comparison,
        List<GuaranteeResult> guarantees) {

    public boolean passed() {
        return guarantees.stream().allMatch(GuaranteeResult::passed);
    }
}
