package io.checkoutsuite.benchmarks;

import io.checkoutsuite.benchmarks.check.AppliedTimes;
import io.checkoutsuite.benchmarks.check.RunChecks;
import io.checkoutsuite.benchmarks.compare.Figures;
import io.checkoutsuite.benchmarks.growth.StoredCopies;
import io.checkoutsuite.benchmarks.load.ClosedLoad;
import io.checkoutsuite.benchmarks.load.Load;
import io.checkoutsuite.benchmarks.load.LoadResult;
import io.checkoutsuite.benchmarks.load.OpenLoad;
import io.checkoutsuite.benchmarks.load.Shopper;
import io.checkoutsuite.benchmarks.load.Shopper.PreparedCart;
import io.checkoutsuite.benchmarks.load.Submission;
import io.checkoutsuite.benchmarks.load.Workload;
import io.checkoutsuite.benchmarks.measure.CpuProfile;
import io.checkoutsuite.benchmarks.measure.CpuProfiler;
import io.checkoutsuite.benchmarks.measure.Percentiles;
import io.checkoutsuite.benchmarks.measure.Usage;
import io.checkoutsuite.benchmarks.measure.UsageMeter;
import io.checkoutsuite.benchmarks.measure.Used;
import io.checkoutsuite.benchmarks.report.IdleUse;
import io.checkoutsuite.benchmarks.report.WindowResult;
import io.checkoutsuite.benchmarks.suite.JvmSettings;
import io.checkoutsuite.benchmarks.suite.MeasuredSuite;
import io.checkoutsuite.benchmarks.suite.SuiteBuild;
import io.checkoutsuite.stack.checks.GuaranteeResult;
import io.checkoutsuite.stack.checks.StockFigures;
import io.checkoutsuite.stack.client.Pause;
import io.checkoutsuite.stack.client.SuiteClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A running suite, its shop and everything that was bought from it. */
final class SuiteUnderLoad implements AutoCloseable {

    /** Few, because asking for them costs the suite something. */
    private static final int LAST_ORDERS = 8;

    /** The last writes of an order, to inboxes and outboxes, follow what a participant reports as applied. */
    private static final Duration LAST_WRITES = Duration.ofMillis(500);

    private static final Duration FOREVER = Duration.ofDays(1);

    /** A closed load may submit faster than before, and must not run out of carts. */
    private static final double SPARE_CARTS = 2;

    private final Scenario scenario;
    private final Consumer<String> progress;
    private final MeasuredSuite suite;
    private final SuiteClient client;
    private final UsageMeter meter;
    private final @Nullable CpuProfiler profiler;
    private final JsonNode stockBefore;
    private final List<Submission> submissions = new ArrayList<>();
    private @Nullable StoredCopies copies;
    private double submitsPerSecond;

    private SuiteUnderLoad(
            Scenario scenario,
            Consumer<String> progress,
            MeasuredSuite suite,
            UsageMeter meter,
            @Nullable CpuProfiler profiler,
            JsonNode stockBefore) {
        this.scenario = scenario;
        this.progress = progress;
        this.suite = suite;
        this.client = suite.client();
        this.meter = meter;
        this.profiler = profiler;
        this.stockBefore = stockBefore;
    }

    static SuiteUnderLoad start(SuiteBuild build, Scenario scenario, Workload workload, Consumer<String> progress) {
        progress.accept("starting the suite of " + build.home());
        MeasuredSuite suite = MeasuredSuite.start(
                build,
                scenario.layout(),
                scenario.settings(),
                new JvmSettings(scenario.profile() ? CpuProfiler.JVM_OPTIONS : List.of(), scenario.processors()));
        try {
            SuiteClient client = suite.client();
            workload.open(client);
            JsonNode stockBefore = StockFigures.now(client).hardReserved();
            Map<String, Long> processes = processes(suite, scenario);
            UsageMeter meter = UsageMeter.ofSuite(processes, client.addresses());
            @Nullable CpuProfiler profiler = scenario.profile() ? new CpuProfiler(processes) : null;
            return new SuiteUnderLoad(scenario, progress, suite, meter, profiler, stockBefore);
        } catch (RuntimeException e) {
            suite.close();
            throw e;
        }
    }

    /** A broker that will be killed cannot be measured. */
    private static Map<String, Long> processes(MeasuredSuite suite, Scenario scenario) {
        Map<String, Long> processes = new LinkedHashMap<>(suite.processes());
        if (!scenario.brokerOutage().isZero()) {
            processes.remove("broker");
        }
        return processes;
    }

    MeasuredSuite suite() {
        return suite;
    }

    long storedOrders() {
        return boughtOrders() + (copies == null ? 0 : copies.copies());
    }

    private long boughtOrders() {
        return submissions.stream().filter(Submission::ordered).count();
    }

    /** Copies orders until so many copies are stored; at least one order must have been bought. */
    void growTo(long copied) {
        progress.accept("copying orders until " + copied + " are stored");
        if (copies == null) {
            copies = StoredCopies.of(suite.servers(), boughtOrders());
        }
        copies.growTo(copied);
    }

    /**
     * Lets the suite finish what its start has left to it, such as compiling, for as long as it is measured afterwards. After a load it would not be
     * idle: the operations service reconciles the new checkouts.
     */
    IdleUse idle() {
        progress.accept("measuring the idle suite");
        Pause.of(scenario.idle());
        Usage before = meter.before();
        Pause.of(scenario.idle());
        return IdleUse.of(meter.after().since(before));
    }

    /** Buys without measuring. */
    void buy(Workload workload, long orders) {
        progress.accept("buying " + orders + " carts before the measured time");
        ClosedLoad load = closed(shopper(workload));
        LoadResult bought = load.wholeSequence(orders, FOREVER);
        submissions.addAll(bought.submissions());
        if (orders > 0) {
            submitsPerSecond = scenario.load().clients() / mean(bought.submissions()) * 1e3;
            settle(bought);
        }
    }

    private static double mean(List<Submission> submissions) {
        return submissions.stream()
                .mapToDouble(Submission::submitMillis)
                .average()
                .orElseThrow();
    }

    /** @throws IllegalStateException if no cart became an order */
    WindowResult window(String name, Workload workload) {
        Shopper shopper = shopper(workload);
        Queue<PreparedCart> prepared = prepared(shopper);
        long stored = storedOrders();
        progress.accept("measuring " + name);
        if (profiler != null) {
            profiler.start();
        }
        Usage before = meter.before();
        @Nullable BrokerOutage outage = scenario.brokerOutage().isZero() ? null : brokerOutage();
        LoadResult measured = measure(shopper, prepared);
        if (outage != null) {
            outage.awaitEnd();
        }
        settle(measured);
        Used used = meter.after().since(before);
        if (profiler != null) {
            profiler.stop();
        }
        submissions.addAll(measured.submissions());
        List<Submission> orders = measured.ordered();
        if (orders.isEmpty()) {
            throw new IllegalStateException("No cart became an order: " + outcomes(measured));
        }
        List<Instant> applied = new AppliedTimes(client).of(orders);
        return new WindowResult(
                name,
                stored,
                orders.size(),
                measured.submissions().size() - orders.size(),
                measured.time().toNanos() / 1e9,
                measured.ordersPerSecond(),
                measured.latestMillis(),
                Percentiles.of(orders.stream().map(Submission::preparedMillis).toList()),
                Percentiles.of(orders.stream().map(Submission::submitMillis).toList()),
                Percentiles.of(appliedMillis(orders, applied)),
                applied.stream().filter(measured.end()::isBefore).count(),
                outage == null ? null : outage.result(orders, applied),
                used.perOrder(orders.size()));
    }

    private BrokerOutage brokerOutage() {
        return new BrokerOutage(suite, scenario.load().time().dividedBy(4), scenario.brokerOutage());
    }

    Figures figures(Workload workload) {
        WindowResult window = window("a round", workload);
        return new Figures(
                window.orders(),
                window.ordersPerSecond(),
                window.perOrder().suiteCpuMillis(),
                window.submit().p50(),
                window.submit().p99());
    }

    /** Where the processor time of all windows went; null unless it was sampled. */
    @Nullable
    CpuProfile profile() {
        return profiler == null ? null : profiler.profile();
    }

    /** Checks the guarantees for everything that was bought. */
    List<GuaranteeResult> check() {
        progress.accept("checking the guarantees");
        return new RunChecks(client)
                .of(
                        submissions,
                        stockBefore,
                        done -> progress.accept("checking cart " + done + " of " + submissions.size()));
    }

    private Shopper shopper(Workload workload) {
        return new Shopper(client, workload, scenario.load().doubledPercent());
    }

    private ClosedLoad closed(Shopper shopper) {
        return new ClosedLoad(shopper, scenario.load().clients());
    }

    private LoadResult measure(Shopper shopper, Queue<PreparedCart> prepared) {
        Load load = scenario.load();
        boolean submits = load.mode() == Load.Mode.SUBMIT;
        if (load.isOpen()) {
            OpenLoad open = new OpenLoad(shopper, load.rate());
            return submits ? open.submits(prepared, load.time()) : open.wholeSequence(load.time());
        }
        ClosedLoad closed = closed(shopper);
        return submits ? closed.submits(prepared, load.time()) : closed.wholeSequence(load.orders(), load.time());
    }

    private Queue<PreparedCart> prepared(Shopper shopper) {
        Load load = scenario.load();
        if (load.mode() == Load.Mode.SEQUENCE) {
            return new ArrayDeque<>();
        }
        long carts = load.isOpen()
                ? new OpenLoad(shopper, load.rate()).carts(load.time())
                : Math.min(
                        load.orders(), Math.round(submitsPerSecond * load.time().toSeconds() * SPARE_CARTS));
        progress.accept("preparing " + carts + " carts");
        Queue<PreparedCart> prepared = closed(shopper).prepare(carts);
        Pause.of(LAST_WRITES);
        return prepared;
    }

    /** Waits until what a load has left behind is done. */
    private void settle(LoadResult load) {
        List<Submission> sorted = load.ordered().stream()
                .sorted(Comparator.comparing(Submission::respondedAt))
                .toList();
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

    @Override
    public void close() {
        if (profiler != null) {
            profiler.close();
        }
        if (copies != null) {
            copies.close();
        }
        meter.close();
        suite.close();
    }
}
