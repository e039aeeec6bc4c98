package io.checkoutsuite.failure.crash;

import static java.util.stream.Collectors.joining;

import com.sun.management.OperatingSystemMXBean;
import io.checkoutsuite.failure.crash.CrashMatrix.Extent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The page with the results of all crash points. */
record CrashMatrixPage(Map<Scenario, Set<String>> points, List<CrashResult> results, String commit) {

    void writeTo(Path file) {
        try {
            Files.writeString(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text() {
        long total = points.values().stream().mapToLong(Set::size).sum();
        List<CrashResult> one = of(Extent.ONE);
        long reached = results.stream().filter(CrashResult::reached).count();
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        List<CrashResult> broken =
                results.stream().filter(result -> !result.passed()).toList();
        return """
                # Crash matrix

                Each service is a process of its own here, and so are broker and database. A checkout of three articles, a code for one use and two
                payments is run without a failure, and every point that it reaches is recorded: before and after each write to a database, within
                each bulk write (half of it done), each activity's run and compensation, each published event and each consumed event. For a cell, the
                process that reaches the point is killed by `kill -9` and restarted, the same submit is repeated, and G1 to G7 and dead letters
                (G9) are checked from outside, over HTTP. `./scripts/crash-matrix` makes this page; `CrashMatrixTests` runs a part of it in every
                build, and requires points for every activity and every listener of the running services.

                | | |
                |---|---|
                | date | %s |
                | commit | %s |
                | machine | %d cores, %d GB, shared with other work: the seconds are an upper bound |
                | broker and database | %s |
                | cells, one process killed | %d of %d run |
                | other cells: all services, the database, the broker, or beside a second node | %d run |
                | killed at their point | %d of %d |
                | **violated guarantees** | **%d** |

                *success*: everything is approved. *refused*: the second payment is declined, so everything is compensated. *lost response*: the
                gateway holds the money of the second payment, and its response is lost. *left behind*: the cart service has already died once,
                with everything reserved, and dies again at a point of its recovery. *sold short*: after the sale, inventory reports that the
                stock is gone. *replayed*: the order of a sale is removed, and an operator replays the outcome; a replay that stopped is resumed.
                A cell shows the final outcome for the buyer and the seconds from the kill until every guarantee was seen to hold, restart
                included. "·" was not run, "–" is not reached in that scenario. A point that is reached again in the same checkout has a number.
                Leases are short: checkout 3 s, inbox 4 s, authorization 6 s; a pending event is looked for after 10 s. "not reached": the
                process did not reach the point this time, so nothing was killed.

                %s
                %s""".formatted(
                LocalDate.now(ZoneOffset.UTC),
                commit,
                machine.getAvailableProcessors(),
                machine.getTotalMemorySize() >> 30,
                CrashServers.label(),
                one.size(),
                total,
                results.size() - one.size(),
                reached,
                results.size(),
                broken.size(),
                Stream.of(Extent.values())
                        .map(extent -> "## " + extent.title() + "\n\n" + table(extent))
                        .collect(joining("\n\n")),
                broken.isEmpty()
                        ? ""
                        : "\n## Violated guarantees\n\n"
                                + broken.stream()
                                        .map(result -> "- " + result.scenario().label() + ", " + result.point() + ": "
                                                + String.join("; ", result.violations()))
                                        .collect(joining("\n"))
                                + "\n");
    }

    private List<CrashResult> of(Extent extent) {
        return results.stream().filter(result -> result.extent() == extent).toList();
    }

    private String table(Extent extent) {
        List<CrashResult> results = of(extent);
        boolean complete = extent == Extent.ONE;
        if (results.isEmpty()) {
            return "Not run.";
        }
        Set<String> rows = new LinkedHashSet<>();
        for (Scenario scenario : Scenario.values()) {
            points.getOrDefault(scenario, Set.of()).stream()
                    .filter(point -> complete
                            || results.stream()
                                    .anyMatch(result -> result.point().equals(point)))
                    .forEach(rows::add);
        }
        String head = Stream.of(Scenario.values()).map(Scenario::label).collect(joining(" | ", "| point | ", " |\n"))
                + "|---".repeat(Scenario.values().length + 1) + "|\n";
        return head
                + rows.stream()
                        .map(point -> Stream.of(Scenario.values())
                                .map(scenario -> cellText(results, scenario, point))
                                .collect(joining(" | ", "| " + point + " | ", " |")))
                        .collect(joining("\n"));
    }

    private String cellText(List<CrashResult> results, Scenario scenario, String point) {
        return results.stream()
                .filter(result ->
                        result.scenario() == scenario && result.point().equals(point))
                .map(CrashResult::summary)
                .findFirst()
                .orElse(points.getOrDefault(scenario, Set.of()).contains(point) ? "·" : "–");
    }
}
