package io.checkoutsuite.acceptance.fuzz;

import static java.util.stream.Collectors.joining;

import io.checkoutsuite.acceptance.fuzz.ResponseChecker.Column;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.checks.GuaranteeResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;

/** The report of what a run did and found. */
@RequiredArgsConstructor
final class FuzzReport {

    private final long seed;
    private final Duration time;
    private final List<Operation> operations;
    private final ResponseChecker checker;
    private final List<Findings.Finding> findings;

    String text(
            List<CartRecord> honest,
            List<CartRecord> judged,
            List<GuaranteeResult> results,
            Map<String, Long> records,
            HealthMonitor monitor) {
        return """
                seed %d, %d s, %d operations

                | requests | |
                |---|--:|
                %s
                | buyers | carts | orders |
                |---|--:|--:|
                | honest | %d | %d |
                | faulty | %d | %d |

                | records | |
                |---|--:|
                %s
                | | |
                |---|--:|
                | slowest health check | %d ms |
                | largest total lag of all listeners | %d |

                %s

                | operation | %s |
                |---|%s|
                %s

                %s
                """.formatted(
                        seed,
                        time.toSeconds(),
                        operations.size(),
                        rows(Stream.of(Column.values()).map(column -> Map.entry(words(column), checker.count(column)))),
                        honest.size(),
                        orders(honest),
                        judged.size(),
                        orders(judged),
                        rows(records.entrySet().stream()),
                        monitor.slowestHealth(),
                        monitor.maxLag(),
                        results.stream()
                                .map(result -> (result.passed() ? "✔ " : "✘ ") + result.guarantee() + "  "
                                        + result.promise() + ": " + result.checked())
                                .collect(joining("\n")),
                        Stream.of(Column.values()).map(FuzzReport::words).collect(joining(" | ")),
                        Stream.of(Column.values()).map(column -> "--:").collect(joining("|")),
                        new TreeSet<>(checker.names()).stream().map(this::row).collect(joining("\n")),
                        findings.isEmpty()
                                ? "Nothing found."
                                : findings.size() + " findings\n\n"
                                        + findings.stream()
                                                .map(finding -> "- " + finding)
                                                .collect(joining("\n")));
    }

    private static long orders(List<CartRecord> carts) {
        return carts.stream().filter(cart -> cart.order().isPresent()).count();
    }

    private static String words(Column column) {
        return column.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String rows(Stream<Map.Entry<String, Long>> entries) {
        return entries.map(entry -> "| " + entry.getKey() + " | " + entry.getValue() + " |\n")
                .collect(joining());
    }

    private String row(String operation) {
        return Stream.of(Column.values())
                .map(column -> Long.toString(checker.count(operation, column)))
                .collect(joining(" | ", "| " + operation + " | ", " |"));
    }
}
