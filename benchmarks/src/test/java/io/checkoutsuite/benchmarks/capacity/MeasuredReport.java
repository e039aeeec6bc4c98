package io.checkoutsuite.benchmarks.capacity;

import io.checkoutsuite.benchmarks.Scenario;
import io.checkoutsuite.benchmarks.load.Load;
import io.checkoutsuite.benchmarks.measure.Machine;
import io.checkoutsuite.benchmarks.measure.Percentiles;
import io.checkoutsuite.benchmarks.measure.Used;
import io.checkoutsuite.benchmarks.report.IdleUse;
import io.checkoutsuite.benchmarks.report.RunResult;
import io.checkoutsuite.benchmarks.report.WindowResult;
import io.checkoutsuite.benchmarks.suite.Layout;
import io.checkoutsuite.stack.checks.GuaranteeResult;
import io.checkoutsuite.stack.client.SuiteClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.node.ObjectNode;

/** Writes results as the benchmark does. */
@RequiredArgsConstructor
final class MeasuredReport {

    private static final Percentiles NONE = Percentiles.of(List.of());

    private final Path directory;

    /** Each service in a process of its own: 100 ms of processor time, 10 of them of the compiler. */
    MeasuredReport processes() {
        return write(
                ReportStep.PROCESSES,
                Layout.SERVICE_PROCESSES,
                window(
                        5,
                        0,
                        used(
                                Map.of("cart", 48.0, "order", 24.0, "broker", 12.0, "document server", 16.0),
                                Map.of("compiler", 10.0, "broker", 90.0),
                                Map.of("cart carts find", 3.0, "cart carts update", 5.0, "order orders insert", 2.0))));
    }

    /** One buyer, whose orders are applied after so many milliseconds. */
    MeasuredReport oneBuyer(double appliedMillis) {
        return write(ReportStep.ONE_BUYER, Layout.ONE_PROCESS, window(3, appliedMillis, suite(150)));
    }

    MeasuredReport inOneProcess(ReportStep step, double ordersPerSecond, double cpuMillis) {
        return write(step, Layout.ONE_PROCESS, window(ordersPerSecond, 1, suite(cpuMillis)));
    }

    MeasuredReport write(ReportStep step, Layout layout, WindowResult... windows) {
        return write(step, SuiteClient.JSON.writeValueAsString(result(layout, List.of(windows))));
    }

    MeasuredReport write(ReportStep step, String text) {
        try {
            Files.writeString(directory.resolve(step.file()), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes a result that was written before. */
    MeasuredReport change(ReportStep step, UnaryOperator<ObjectNode> change) {
        ObjectNode result = (ObjectNode) SuiteClient.JSON.readTree(directory.resolve(step.file()));
        return write(step, change.apply(result).toString());
    }

    static WindowResult window(double ordersPerSecond, double appliedMillis, Used perOrder) {
        return new WindowResult(
                "window 1",
                1_000,
                Math.round(10 * ordersPerSecond),
                0,
                10,
                ordersPerSecond,
                0,
                NONE,
                NONE,
                Percentiles.of(List.of(appliedMillis)),
                0,
                null,
                perOrder);
    }

    private static Used suite(double cpuMillis) {
        return used(Map.of("suite", cpuMillis), Map.of(), Map.of());
    }

    static Used used(Map<String, Double> processes, Map<String, Double> threads, Map<String, Double> commands) {
        double cpuMillis =
                processes.values().stream().mapToDouble(Double::doubleValue).sum();
        return new Used(10, cpuMillis, processes, threads, 15, 5, 0, 0, 0, commands, Map.of("cart", 1.0));
    }

    private static RunResult result(Layout layout, List<WindowResult> windows) {
        Load load = new Load(Load.Mode.SEQUENCE, 8, 0, Duration.ofSeconds(10), Integer.MAX_VALUE, 0);
        return new RunResult(
                Instant.parse("2026-01-05T10:00:00Z"),
                "0123456789",
                new Machine("Processor", 2, 8, "Linux", "JVM", 0.5),
                new Scenario(
                        layout,
                        0,
                        Map.of(),
                        Duration.ZERO,
                        1_000,
                        load,
                        Duration.ZERO,
                        1,
                        List.of(),
                        List.of(),
                        List.of(),
                        false),
                "carts of 1 line",
                30,
                new IdleUse(30, 1, 1, 1),
                windows,
                null,
                null,
                List.of(new GuaranteeResult("G1", "one cart, at most one order", "50 carts", List.of())));
    }
}
