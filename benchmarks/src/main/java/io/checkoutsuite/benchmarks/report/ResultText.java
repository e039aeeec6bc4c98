package io.checkoutsuite.benchmarks.report;

import io.checkoutsuite.benchmarks.compare.Comparison;
import io.checkoutsuite.benchmarks.compare.Figures;
import io.checkoutsuite.benchmarks.measure.CpuProfile;
import io.checkoutsuite.benchmarks.measure.Machine;
import io.checkoutsuite.benchmarks.measure.Percentiles;
import io.checkoutsuite.benchmarks.measure.Used;
import io.checkoutsuite.stack.checks.GuaranteeResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Results as text for people. */
public final class ResultText {

    private static final int MAX_VIOLATIONS_SHOWN = 5;

    private final StringBuilder text = new StringBuilder();

    private ResultText() {}

    public static String of(RunResult result) {
        ResultText text = new ResultText();
        text.print(result);
        return text.text.toString();
    }

    public static String of(PairedResult result) {
        ResultText text = new ResultText();
        text.print(result.machine());
        text.line("%s", result.workload());
        text.line("");
        text.print(result.comparison());
        text.print(result.guarantees());
        return text.text.toString();
    }

    private void print(RunResult result) {
        print(result.machine());
        line("suite %s, %s", result.version(), result.workload());
        line("ready in %.1f s", result.startUpSeconds());
        if (!result.scenario().idle().isZero()) {
            line(
                    "idle: %.2f %% of a processor, %.1f database commands/s, %.0f KiB/s allocated",
                    result.idle().cpuPercent(),
                    result.idle().commandsPerSecond(),
                    result.idle().allocatedKiBPerSecond());
        }
        line("");
        result.windows().forEach(this::print);
        if (result.profile() != null) {
            print(result.profile());
        }
        if (result.floor() != null) {
            print(result.floor());
        }
        print(result.guarantees());
    }

    private void print(Machine machine) {
        line(
                "%d × %s, %.0f GiB, %s, %s; load average before: %.1f",
                machine.processors(),
                machine.processor(),
                machine.memoryGiB(),
                machine.system(),
                machine.java(),
                machine.loadBefore());
    }

    private void print(WindowResult window) {
        line(
                "%s: %.1f orders/s   %d orders in %.1f s, %d submits without an order, %d orders stored before",
                window.name(),
                window.ordersPerSecond(),
                window.orders(),
                window.seconds(),
                window.refused(),
                window.storedOrders());
        line("prepare   %s", text(window.prepare()));
        line("submit    %s", text(window.submit()));
        line(
                "applied   %s after the response, backlog at the end: %d orders",
                text(window.applied()), window.backlog());
        if (window.outage() != null) {
            line(
                    "the broker was unavailable for %.1f s, in which %d carts became orders; they were applied %.1f s after its return",
                    window.outage().outageSeconds(),
                    window.outage().ordersMeanwhile(),
                    window.outage().catchUpSeconds());
        }
        if (window.generatorLateMillis() > 0) {
            line("the load generator was at most %.1f ms late", window.generatorLateMillis());
        }
        print(window.perOrder());
        line("");
    }

    private void print(Used used) {
        line("one order:");
        line("%10.2f ms processor time of the suite", used.suiteCpuMillis());
        if (used.cpuMillisByProcess().size() > 1) {
            used.cpuMillisByProcess().forEach((name, millis) -> line("%14.2f ms %s", millis, name));
            line("%10s by threads:", "");
        }
        used.cpuMillisByThreads().forEach((name, millis) -> line("%14.2f ms %s", millis, name));
        line(
                "%10.2f ms processor time of the load generator, %.2f ms of other processes",
                used.generatorCpuMillis(), used.otherCpuMillis());
        line(
                "%10.0f KiB allocated, %.2f ms stopped by garbage collections, %.0f MiB resident at the end",
                used.allocatedKiB(), used.collectionMillis(), used.residentMiB());
        line("%10.1f database commands", sum(used.commands()));
        used.commands().forEach((name, count) -> line("%14.2f %s", count, name));
        line("%10.1f records published by outboxes (%s)", sum(used.events()), shares(used.events()));
    }

    private void print(CpuProfile profile) {
        line(
                "processor time by what it is spent on (%d samples of Java threads, one for each %d ms; %d more without a stack):",
                profile.samples(), CpuProfile.MILLIS_PER_SAMPLE, profile.withoutStack());
        profile.percentByCategory().forEach((title, percent) -> line("%10.1f %% %s", percent, title));
        line("");
    }

    private void print(Comparison comparison) {
        line("first: %s   second: %s", comparison.first(), comparison.second());
        line(
                "%-7s%12s%12s%14s%14s%12s%12s%12s%12s",
                "round", "orders/s", "", "CPU ms/order", "", "p50 ms", "", "p99 ms", "");
        int round = 0;
        for (Comparison.Round each : comparison.rounds()) {
            Figures first = each.first();
            Figures second = each.second();
            line(
                    "%-7d%12.1f%12.1f%14.2f%14.2f%12.1f%12.1f%12.1f%12.1f",
                    ++round,
                    first.ordersPerSecond(),
                    second.ordersPerSecond(),
                    first.cpuMillis(),
                    second.cpuMillis(),
                    first.p50Millis(),
                    second.p50Millis(),
                    first.p99Millis(),
                    second.p99Millis());
        }
        line(
                "second / first, median of the rounds: orders/s %s, CPU %s, p50 %s, p99 %s",
                text(comparison.ordersPerSecond()),
                text(comparison.cpuMillis()),
                text(comparison.p50Millis()),
                text(comparison.p99Millis()));
        line("");
    }

    private void print(List<GuaranteeResult> guarantees) {
        for (GuaranteeResult guarantee : guarantees) {
            line(
                    "%s %s  %-40s %s",
                    guarantee.passed() ? "✔" : "✘", guarantee.guarantee(), guarantee.promise(), guarantee.checked());
            guarantee.violations().stream()
                    .limit(MAX_VIOLATIONS_SHOWN)
                    .forEach(violation -> line("      %s", violation));
        }
    }

    private static double sum(Map<String, Double> counts) {
        return counts.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static String shares(Map<String, Double> counts) {
        return counts.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String text(Comparison.Ratio ratio) {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", ratio.median(), ratio.min(), ratio.max());
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
