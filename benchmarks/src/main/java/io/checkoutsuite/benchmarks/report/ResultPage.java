package io.checkoutsuite.benchmarks.report;

import io.checkoutsuite.benchmarks.compare.Comparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A result as one HTML page that needs nothing else. */
public final class ResultPage {

    private static final String HEAD = """
            <!doctype html><html lang='en'><meta charset='utf-8'><title>Benchmark of the checkout suite</title>
            <style>
            body { font: 14px/1.4 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em }
            figure { margin: 1.5em 0 } figcaption { font-weight: 600 }
            svg text { font-size: 12px } svg rect, svg circle { fill: #36c } svg polyline { fill: none; stroke: #36c }
            pre { overflow-x: auto; background: #f5f5f5; padding: 1em }
            </style>
            <h1>Benchmark of the checkout suite</h1>
            """;

    private ResultPage() {}

    public static String of(RunResult result) {
        StringBuilder page = new StringBuilder(HEAD);
        List<WindowResult> windows = result.windows();
        if (windows.size() > 1) {
            page.append(line(windows, "Orders a second", WindowResult::ordersPerSecond, ""));
            page.append(line(
                    windows,
                    "Processor time of the suite for one order",
                    window -> window.perOrder().suiteCpuMillis(),
                    "ms"));
            page.append(
                    line(windows, "Submit, median", window -> window.submit().p50(), "ms"));
            page.append(line(windows, "Submit, 99 %", window -> window.submit().p99(), "ms"));
        }
        for (WindowResult window : windows) {
            page.append("<h2>").append(Chart.escaped(window.name())).append("</h2>\n");
            page.append(Chart.bars("Submit", latencies(window), "ms"));
            page.append(Chart.bars(
                    "Processor time of one order by threads", window.perOrder().cpuMillisByThreads(), "ms"));
            page.append(Chart.bars(
                    "Database commands of one order",
                    byService(window.perOrder().commands()),
                    ""));
        }
        if (result.profile() != null) {
            page.append(Chart.bars(
                    "Processor time of Java threads by what it is spent on",
                    result.profile().percentByCategory(),
                    "%"));
        }
        if (result.floor() != null) {
            page.append(rounds(result.floor()));
        }
        return finished(page, ResultText.of(result));
    }

    public static String of(PairedResult result) {
        return finished(new StringBuilder(HEAD).append(rounds(result.comparison())), ResultText.of(result));
    }

    private static String finished(StringBuilder page, String text) {
        return page.append("<h2>All figures</h2>\n<pre>")
                .append(Chart.escaped(text))
                .append("</pre>\n</html>\n")
                .toString();
    }

    private static String line(
            List<WindowResult> windows, String title, ToDoubleFunction<WindowResult> figure, String unit) {
        return Chart.line(
                title,
                windows.stream().map(WindowResult::name).toList(),
                windows.stream().map(figure::applyAsDouble).toList(),
                unit);
    }

    private static Map<String, Double> latencies(WindowResult window) {
        Map<String, Double> latencies = new LinkedHashMap<>();
        latencies.put("half of the submits within", window.submit().p50());
        latencies.put("95 %", window.submit().p95());
        latencies.put("99 %", window.submit().p99());
        latencies.put("all", window.submit().max());
        latencies.put(
                "after the response, half of the orders applied within",
                window.applied().p50());
        latencies.put("99 %, applied", window.applied().p99());
        return latencies;
    }

    /** The first word of a command's name is its service. */
    private static Map<String, Double> byService(Map<String, Double> commands) {
        Map<String, Double> sums = new LinkedHashMap<>();
        commands.forEach((name, count) -> sums.merge(name.substring(0, name.indexOf(' ')), count, Double::sum));
        return sums;
    }

    private static String rounds(Comparison comparison) {
        List<String> names = new ArrayList<>();
        List<Double> orders = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (Comparison.Round round : comparison.rounds()) {
            names.add("round " + (names.size() + 1));
            orders.add(100 * round.second().ordersPerSecond() / round.first().ordersPerSecond());
            cpu.add(100 * round.second().cpuMillis() / round.first().cpuMillis());
        }
        String sides = comparison.second() + " in per cent of " + comparison.first();
        return Chart.line("Orders a second, " + sides, names, orders, "%")
                + Chart.line("Processor time of one order, " + sides, names, cpu, "%");
    }
}
