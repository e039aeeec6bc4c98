package io.checkoutsuite.benchmarks.report;

import io.checkoutsuite.benchmarks.measure.Percentiles;
import io.checkoutsuite.benchmarks.measure.Used;
import io.checkoutsuite.stack.checks.GuaranteeResult;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A result as text for people. */
public final class ResultText {

    private final StringBuilder text = new StringBuilder();

    private ResultText() {}

    public static String of(RunResult result) {
        ResultText text = new ResultText();
        text.print(result);
        return text.text.toString();
    }

    private void print(RunResult result) {
        Used used = result.perOrder();
        line(
                "suite %s on %d × %s, %s",
                result.version(),
                result.machine().processors(),
                result.machine().processor(),
                result.machine().java());
        line(
                "ready in %.1f s   load average before: %.1f",
                result.startUpSeconds(), result.machine().loadBefore());
        line("");
        line(
                "%.1f orders/s   %d orders in %.1f s, %d submits without an order",
                result.ordersPerSecond(), result.orders(), result.seconds(), result.refused());
        line("prepare   %s", text(result.prepare()));
        line("submit    %s", text(result.submit()));
        line(
                "applied   %s after the response, backlog at the end: %d orders",
                text(result.applied()), result.backlog());
        line("");
        line("one order:");
        line("%10.2f ms processor time of the suite", used.suiteCpuMillis());
        used.cpuMillisByThreads().forEach((name, millis) -> line("%14.2f ms %s", millis, name));
        line(
                "%10.2f ms processor time of the load generator, %.2f ms of other processes",
                used.generatorCpuMillis(), used.otherCpuMillis());
        line(
                "%10.0f KiB allocated, %.2f ms stopped by garbage collections, %.0f MiB resident at the end",
                used.allocatedKiB(), used.collectionMillis(), used.residentMiB());
        line("%10.1f database commands", sum(used.commands()));
        used.commands().forEach((name, count) -> line("%14.2f %s", count, name));
        line("%10.1f HTTP calls between services (%s)", sum(used.calls()), shares(used.calls()));
        line("%10.1f records published by outboxes (%s)", sum(used.events()), shares(used.events()));
        line("");
        result.guarantees().forEach(this::print);
    }

    private void print(GuaranteeResult guarantee) {
        line(
                "%s %s  %-40s %s",
                guarantee.passed() ? "✔" : "✘", guarantee.guarantee(), guarantee.promise(), guarantee.checked());
        guarantee.violations().stream().limit(5).forEach(violation -> line("      %s", violation));
    }

    private static double sum(Map<String, Double> counts) {
        return counts.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static String shares(Map<String, Double> counts) {
        return counts.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String text(Percentiles millis) {
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms",
                millis.p50(),
                millis.p95(),
                millis.p99(),
                millis.max());
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
