package io.checkoutsuite.benchmarks;

import io.checkoutsuite.benchmarks.compare.Comparison;
import io.checkoutsuite.benchmarks.compare.Rounds;
import io.checkoutsuite.benchmarks.load.Workload;
import io.checkoutsuite.benchmarks.measure.Machine;
import io.checkoutsuite.benchmarks.report.PairedResult;
import io.checkoutsuite.benchmarks.suite.SuiteBuild;
import io.checkoutsuite.stack.checks.GuaranteeResult;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;

/** Measures two builds on the same machine in turn. Both run all the time; the one that is not measured is idle. */
@RequiredArgsConstructor
final class PairedRun {

    private final SuiteBuild before;
    private final SuiteBuild after;
    private final Scenario scenario;
    private final Workload workload;
    private final int rounds;
    private final Consumer<String> progress;

    PairedResult measure() {
        Machine machine = Machine.thisOne();
        try (SuiteUnderLoad first = SuiteUnderLoad.start(before, scenario, workload, progress);
                SuiteUnderLoad second = SuiteUnderLoad.start(after, scenario, workload, progress)) {
            first.buy(workload, scenario.warmUpOrders());
            second.buy(workload, scenario.warmUpOrders());
            List<Comparison.Round> measured =
                    new Rounds(rounds, progress).measure(() -> first.figures(workload), () -> second.figures(workload));
            List<GuaranteeResult> guarantees = Stream.of(first, second)
                    .flatMap(suite -> suite.check().stream())
                    .toList();
            return new PairedResult(
                    Instant.now(),
                    machine,
                    scenario,
                    workload.describe(),
                    Comparison.of(before.version(), after.version(), measured),
                    guarantees);
        }
    }
}
