package io.checkoutsuite.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.benchmarks.Scenario;
import io.checkoutsuite.benchmarks.compare.Comparison;
import io.checkoutsuite.benchmarks.measure.CpuProfile;
import io.checkoutsuite.benchmarks.measure.Machine;
import io.checkoutsuite.stack.checks.GuaranteeResult;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a run.
 *
 * @param version the commit of the suite that was measured
 * @param startUpSeconds from the start of the first process until all services accepted requests
 * @param idle before any load
 * @param profile where the processor time of all windows went; null unless it was sampled
 * @param floor the floor and the suite; null unless it was measured
 * @param guarantees the checks after the run, for all carts including those of warm-ups
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunResult(
        Instant at,
        String version,
        Machine machine,
        Scenario scenario,
        String workload,
        double startUpSeconds,
        IdleUse idle,
        List<WindowResult> windows,
        @Nullable CpuProfile profile,
        @Nullable Comparison floor,
        List<GuaranteeResult> guarantees) {

    public boolean passed() {
        return guarantees.stream().allMatch(GuaranteeResult::passed);
    }
}
