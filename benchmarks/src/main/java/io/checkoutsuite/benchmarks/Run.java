package io.checkoutsuite.benchmarks;

import io.checkoutsuite.benchmarks.check.AppliedTimes;
import io.checkoutsuite.benchmarks.check.RunChecks;
import io.checkoutsuite.benchmarks.load.ClosedLoad;
import io.checkoutsuite.benchmarks.load.LoadResult;
import io.checkoutsuite.benchmarks.load.Shopper;
import io.checkoutsuite.benchmarks.load.StandardShop;
import io.checkoutsuite.benchmarks.load.Submission;
import io.checkoutsuite.benchmarks.measure.Jvm;
import io.checkoutsuite.benchmarks.measure.Machine;
import io.checkoutsuite.benchmarks.measure.Percentiles;
import io.checkoutsuite.benchmarks.measure.ServiceMetrics;
import io.checkoutsuite.benchmarks.measure.Usage;
import io.checkoutsuite.benchmarks.report.RunResult;
import io.checkoutsuite.benchmarks.suite.MeasuredSuite;
import io.checkoutsuite.benchmarks.suite.SuiteBuild;
import io.checkoutsuite.stack.client.Pause;
import io.checkoutsuite.stack.client.SuiteClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;

/** Starts a suite, warms it up, measures a load and checks the guarantees. */
@RequiredArgsConstructor
final class Run {

    /** Enough for all partitions of all topics to have one of them. */
    private static final int LAST_ORDERS = 64;

    /** After the last event was applied, its inbox record and outboxes are still written. */
    private static final Duration LAST_WRITES = Duration.ofMillis(500);

    private static final double SPARE_CARTS = 2;

    private final SuiteBuild build;
    private final Map<String, String> settings;
    private final Scenario scenario;
    private final Consumer<String> progress;

    /** @throws IllegalStateException if the suite did not work as it should, but not if a guarantee was violated */
    RunResult measure() {
        Machine machine = Machine.thisOne();
        progress.accept("starting the suite");
        try (MeasuredSuite suite = MeasuredSuite.start(build, settings);
                Jvm jvm = Jvm.attach(suite.pid())) {
            SuiteClient client = suite.client();
            StandardShop shop = new StandardShop(scenario.lines(), scenario.skus(), scenario.codePercent());
            shop.open(client);
            ClosedLoad load = new ClosedLoad(new Shopper(client, shop), scenario.clients());

            progress.accept("warming up with " + scenario.warmUpOrders() + " orders");
            LoadResult warmUp = load.wholeSequence(scenario.warmUpOrders(), Duration.ofHours(1));
            Queue<Shopper.PreparedCart> prepared = prepared(load, warmUp);
            settle(client, warmUp);

            progress.accept("measuring");
            ServiceMetrics metrics = new ServiceMetrics(client.addresses());
            Usage before = Usage.before(suite.pid(), jvm, metrics);
            LoadResult measured = scenario.mode() == Scenario.Mode.SUBMIT
                    ? load.submits(prepared, scenario.time())
                    : load.wholeSequence(scenario.orders(), scenario.time());
            settle(client, measured);
            Usage after = Usage.after(suite.pid(), jvm, metrics);

            progress.accept("checking the guarantees");
            List<Submission> orders =
                    measured.submissions().stream().filter(Submission::ordered).toList();
            if (orders.isEmpty()) {
                throw new IllegalStateException("No cart became an order: " + outcomes(measured));
            }
            List<Instant> applied = new AppliedTimes(client).of(orders);
            List<Submission> all = Stream.of(warmUp, measured)
                    .flatMap(part -> part.submissions().stream())
                    .toList();
            return new RunResult(
                    Instant.now(),
                    build.version(),
                    machine,
                    scenario,
                    suite.startUp().toMillis() / 1e3,
                    orders.size(),
                    measured.submissions().size() - orders.size(),
                    measured.time().toNanos() / 1e9,
                    measured.ordersPerSecond(),
                    Percentiles.of(
                            orders.stream().map(Submission::preparedMillis).toList()),
                    Percentiles.of(orders.stream().map(Submission::submitMillis).toList()),
                    Percentiles.of(appliedMillis(orders, applied)),
                    applied.stream().filter(measured.end()::isBefore).count(),
                    after.since(before).perOrder(orders.size()),
                    new RunChecks(client)
                            .of(all, done -> progress.accept("checking cart " + done + " of " + all.size())));
        }
    }

    private Queue<Shopper.PreparedCart> prepared(ClosedLoad load, LoadResult warmUp) {
        if (scenario.mode() == Scenario.Mode.SEQUENCE) {
            return new java.util.ArrayDeque<>();
        }
        double submitSeconds = warmUp.submissions().stream()
                        .mapToDouble(Submission::submitMillis)
                        .sum()
                / 1e3;
        double perSecond = scenario.clients() * warmUp.submissions().size() / submitSeconds;
        long carts = Math.min(
                scenario.orders(), Math.round(perSecond * scenario.time().toSeconds() * SPARE_CARTS));
        progress.accept("preparing " + carts + " carts");
        return load.prepare(carts);
    }

    /** Waits until what a load has left behind is done. */
    private static void settle(SuiteClient client, LoadResult load) {
        List<Submission> orders =
                load.submissions().stream().filter(Submission::ordered).toList();
        List<Submission> sorted = new ArrayList<>(orders);
        sorted.sort(java.util.Comparator.comparing(Submission::respondedAt));
        new AppliedTimes(client).of(sorted.subList(Math.max(0, sorted.size() - LAST_ORDERS), sorted.size()));
        Pause.of(LAST_WRITES);
    }

    /** A participant may have applied an order before its response has arrived. */
    private static List<Double> appliedMillis(List<Submission> orders, List<Instant> applied) {
        return IntStream.range(0, orders.size())
                .mapToObj(i -> Math.max(
                        0.0,
                        Duration.between(orders.get(i).respondedAt(), applied.get(i))
                                        .toNanos()
                                / 1e6))
                .toList();
    }

    private static String outcomes(LoadResult load) {
        return load.submissions().stream()
                .map(submission -> submission.cart().outcome())
                .distinct()
                .toList()
                .toString();
    }
}
