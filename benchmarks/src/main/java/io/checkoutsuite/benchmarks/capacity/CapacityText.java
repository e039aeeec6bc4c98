package io.checkoutsuite.benchmarks.capacity;

import io.checkoutsuite.benchmarks.capacity.CheckoutCost.Commands;
import io.checkoutsuite.benchmarks.measure.Machine;
import io.checkoutsuite.benchmarks.report.WindowResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What some rates of checkouts need, with the assumptions of each figure, as text for people. */
@RequiredArgsConstructor
final class CapacityText {

    private static final List<Double> RATES = List.of(1_000.0, 10_000.0, 100_000.0);
    private static final String NOT_MEASURED = "not measured";
    private static final String ASSUMPTIONS = """
            assumptions
            - checkout: everything from the first request for a cart until all participants have applied the order, with the carts above. It costs
              the same at any rate and on any number of instances, on processors like those above.
            - instances: their cores are used to %1$d %% (--utilisation, --cores). There are at least %2$d, because one may fail. The sum of
              CPU ms contains %3$.2f ms of the compiler, and jobs that run without checkouts, too; both become less per checkout in a long run at
              high rates. operations-service is left out: no checkout needs it. Its reconciliation compares all new checkouts on one node; how many
              it can compare was not measured.
            - broker, document server: the embedded ones, without replicas. Their rows say how much processor time they need, not how many servers
              a replicated cluster has. External servers have no rows.
            - shards: one sustains %4$,d write commands/s (--shard-writes). This was not measured: measure it on your own hardware. Each service has
              a database of its own, whose documents are spread evenly. Writes are insert, update, findAndModify and delete commands. One command
              that changes the stock of all lines of a cart counts as one, although it changes many documents, which may be in several shards.
            - partitions: the events of one are applied one after the other; each takes the ms of the table, and all of them %1$d %% of the time. The ms
              are --listener-millis, or else the p50 of "applied" in one-buyer.json, which contains publishing and polling and is therefore too long.
              An instance consumes with two threads (spring.cloud.stream.default.consumer.concurrency): each participant needs half as many
              instances as there are partitions, or more threads.
            - one product: its stock is one document, so its limit is the orders/s of hot.json, in which every cart contains it. If the processors
              were busy in that run (above), they were the limit: the real limit of the document is higher and was not measured.
            - saturation: nothing is reserved, so each is used to 100 %%, and everything else is unlimited. A topic has %5$d partitions unless changed,
              which two instances of each participant consume.
            - scaling: orders/s grow as the cores do. The evidence is the suite in one JVM on two processors to one, which would be 2.00; the buyers
              used the same machine, so the suite did not have all of its processors.
            """;

    private final ReportResults results;
    private final CapacityModel model;
    private final StringBuilder text = new StringBuilder();

    static String of(ReportResults results, CapacityModel model) {
        CapacityText text = new CapacityText(results, model);
        text.print();
        return text.text.toString();
    }

    private void print() {
        printResults();
        line("needed for so many checkouts per second; the figures left of them are of one checkout");
        line("");
        printInstances();
        printShards();
        printPartitions();
        printProduct();
        printLimits();
        printCores();
        printAssumptions();
    }

    private void printResults() {
        Machine machine = results.processes().machine();
        line(
                "%d × %s, %.0f GiB, %s, %s",
                machine.processors(), machine.processor(), machine.memoryGiB(), machine.system(), machine.java());
        line("%s", results.processes().workload());
        line("");
        for (ReportStep step : ReportStep.values()) {
            line(
                    "%-28s%s",
                    step.file(),
                    results.result(step).map(CapacityText::describe).orElse(NOT_MEASURED));
        }
        line("");
    }

    private static String describe(StepResult result) {
        return String.format(
                Locale.ROOT,
                "suite %s, %.1f orders/s, %.0f %% of the processors busy, load average before: %.1f",
                result.version(),
                result.window().ordersPerSecond(),
                result.busyPercent(),
                result.machine().loadBefore());
    }

    private void printInstances() {
        CheckoutCost cost = model.cost();
        header("instances of %d cores".formatted(model.sizing().cores()), "", "CPU ms");
        cost.cpuMillis()
                .forEach((process, millis) ->
                        row(process, "", decimal(millis), rate -> whole(model.instances(process, rate))));
        row("cores of all of them", "", decimal(cost.totalCpuMillis()), rate -> whole(model.cores(rate)));
        line("");
    }

    private void printShards() {
        Commands all = model.cost().totalCommands();
        header("shards of a database", "reads", "writes");
        model.cost()
                .commands()
                .forEach((service, commands) -> row(
                        service,
                        decimal(commands.reads()),
                        decimal(commands.writes()),
                        rate -> whole(model.shards(service, rate))));
        row(
                "writes/s of all of them",
                decimal(all.reads()),
                decimal(all.writes()),
                rate -> whole(Math.round(rate * all.writes())));
        line("");
    }

    private void printPartitions() {
        header("partitions of a topic", "", "ms");
        row("checkoutCompletion", "", orEmpty(model.listenerMillis()), rate -> {
            @Nullable Long partitions = model.partitions(rate);
            return partitions == null ? NOT_MEASURED : whole(partitions);
        });
        line("");
    }

    private void printProduct() {
        header("one product", "", "orders/s");
        row("largest share of checkouts", "", orEmpty(model.hotOrdersPerSecond()), rate -> {
            @Nullable Double share = model.hotShare(rate);
            return share == null ? NOT_MEASURED : String.format(Locale.ROOT, "%.3f %%", 100 * share);
        });
        line("");
    }

    private void printLimits() {
        line("what saturates first, if there is one of each: checkouts/s at which it is fully used");
        model.limits().forEach(limit -> line("%,14.1f  %s", limit.checkoutsPerSecond(), limit.thing()));
        if (model.listenerMillis() == null) {
            line("%14s  partitions of checkoutCompletion", NOT_MEASURED);
        }
        if (model.hotOrdersPerSecond() == null) {
            line("%14s  one product", NOT_MEASURED);
        }
        line("");
    }

    private void printCores() {
        line(
                "checkouts per hour and core, if it is used to %d %%",
                model.sizing().utilisationPercent());
        printPerCore(
                "each service in a process of its own", Optional.of(model.cost().totalCpuMillis()));
        printPerCore(
                "everything in one JVM",
                results.window(ReportStep.SEQUENCE)
                        .map(window -> window.perOrder().suiteCpuMillis()));
        line("");
        line("scaling, orders/s on two processors to one: %s", scaling());
        line("");
    }

    private void printPerCore(String layout, Optional<Double> cpuMillis) {
        line(
                "%14s  %s%s",
                cpuMillis
                        .map(millis -> whole(Math.round(model.checkoutsPerCoreHour(millis))))
                        .orElse(NOT_MEASURED),
                layout,
                cpuMillis
                        .map(millis -> ": " + decimal(millis) + " ms of processor time each")
                        .orElse(""));
    }

    private String scaling() {
        Optional<WindowResult> one = results.window(ReportStep.ONE_PROCESSOR);
        Optional<WindowResult> two = results.window(ReportStep.TWO_PROCESSORS);
        return one.isEmpty() || two.isEmpty()
                ? NOT_MEASURED
                : String.format(
                        Locale.ROOT,
                        "%.2f (%.1f to %.1f)",
                        two.get().ordersPerSecond() / one.get().ordersPerSecond(),
                        two.get().ordersPerSecond(),
                        one.get().ordersPerSecond());
    }

    private void printAssumptions() {
        Sizing sizing = model.sizing();
        text.append(String.format(
                Locale.ROOT,
                ASSUMPTIONS,
                sizing.utilisationPercent(),
                CapacityModel.MIN_INSTANCES,
                compilerMillis(),
                sizing.shardWrites(),
                CapacityModel.DEFAULT_PARTITIONS));
    }

    /** The compiler is the group of threads with this title in the results. */
    private double compilerMillis() {
        return results.processes().window().perOrder().cpuMillisByThreads().getOrDefault("compiler", 0.0);
    }

    private void header(String name, String first, String second) {
        row(name, first, second, rate -> String.format(Locale.ROOT, "%,.0f/s", rate));
    }

    private void row(String name, String first, String second, DoubleFunction<String> figure) {
        line(
                "%-28s%10s%10s%s",
                name,
                first,
                second,
                RATES.stream()
                        .map(rate -> String.format(Locale.ROOT, "%14s", figure.apply(rate)))
                        .collect(Collectors.joining()));
    }

    private static String orEmpty(@Nullable Double figure) {
        return figure == null ? "" : decimal(figure);
    }

    private static String whole(long figure) {
        return String.format(Locale.ROOT, "%,d", figure);
    }

    private static String decimal(double figure) {
        return String.format(Locale.ROOT, "%.2f", figure);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
