package io.checkoutsuite.benchmarks;

import io.checkoutsuite.benchmarks.compare.Comparison;
import io.checkoutsuite.benchmarks.compare.Rounds;
import io.checkoutsuite.benchmarks.floor.Floor;
import io.checkoutsuite.benchmarks.load.StandardShop;
import io.checkoutsuite.benchmarks.load.Workload;
import io.checkoutsuite.benchmarks.measure.Machine;
import io.checkoutsuite.benchmarks.report.IdleUse;
import io.checkoutsuite.benchmarks.report.RunResult;
import io.checkoutsuite.benchmarks.report.WindowResult;
import io.checkoutsuite.benchmarks.suite.SuiteBuild;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Measures one suite. */
@RequiredArgsConstructor
final class Run {

    private final SuiteBuild build;
    private final Scenario scenario;
    private final Workload workload;
    private final int floorRounds;
    private final Consumer<String> progress;

    /** @throws IllegalStateException if the suite did not work as it should, but not if a guarantee was violated */
    RunResult measure() {
        Machine machine = Machine.thisOne();
        try (SuiteUnderLoad suite = SuiteUnderLoad.start(build, scenario, workload, progress)) {
            IdleUse idle = suite.idle();
            List<WindowResult> windows = windows(suite);
            @Nullable
            Comparison floor =
                    floorRounds == 0 ? null : floor(suite, windows.getLast().orders());
            return new RunResult(
                    Instant.now(),
                    build.version(),
                    machine,
                    scenario,
                    workload.describe(),
                    suite.suite().startUp().toMillis() / 1e3,
                    idle,
                    windows,
                    suite.profile(),
                    floor,
                    suite.check());
        }
    }

    private List<WindowResult> windows(SuiteUnderLoad suite) {
        List<WindowResult> measured = new ArrayList<>();
        if (!scenario.stored().isEmpty()) {
            for (long stored : scenario.stored()) {
                suite.buy(workload, Math.max(0, stored - suite.storedOrders()));
                measured.add(suite.window(stored + " stored orders", workload));
            }
        } else if (!scenario.copied().isEmpty()) {
            for (long copies : scenario.copied()) {
                suite.buy(workload, scenario.warmUpOrders());
                suite.growTo(copies);
                // The first orders after the growth find nothing of what they need in caches.
                suite.buy(workload, scenario.warmUpOrders());
                measured.add(suite.window(copies + " copied orders", workload));
            }
        } else if (!scenario.sizes().isEmpty() && workload instanceof StandardShop shop) {
            for (int size : scenario.sizes()) {
                Workload carts = shop.withLines(List.of(size));
                suite.buy(carts, scenario.warmUpOrders());
                measured.add(suite.window(size == 1 ? "1 line" : size + " lines", carts));
            }
        } else {
            suite.buy(workload, scenario.warmUpOrders());
            for (int i = 1; i <= scenario.windows(); i++) {
                measured.add(suite.window("window " + i, workload));
            }
        }
        return measured;
    }

    private Comparison floor(SuiteUnderLoad suite, long ordersOfRound) {
        progress.accept("starting the floor");
        try (Floor floor = Floor.start(
                suite.suite().servers(),
                workload.lines(),
                scenario.load().clients(),
                scenario.warmUpOrders(),
                ordersOfRound)) {
            return Comparison.of(
                    "floor",
                    "suite",
                    new Rounds(floorRounds, progress).measure(floor::figures, () -> suite.figures(workload)));
        }
    }
}
