package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.cli.Table.Column.number;
import static io.checkoutsuite.stack.cli.Table.Column.text;
import static io.checkoutsuite.stack.cli.Table.Column.whole;

import io.checkoutsuite.stack.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Compares what the services hold with the outcomes of the checkouts. */
@Command(
        name = "reconcile",
        description = {
            "Compare what every service holds with the outcomes of the checkouts, and optionally repair discrepancies.",
            "Exits with 0 if no discrepancies remain, otherwise with 1."
        })
final class ReconcileCommand implements Callable<Integer> {

    @Mixin
    private RunningStack stack = new RunningStack();

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            converter = InstantConverter.class,
            description = "Only checkouts since this time: " + InstantConverter.EXAMPLES + ".")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "WHEN",
            converter = InstantConverter.class,
            description = "Only checkouts until this time.")
    private @Nullable Instant to;

    @Option(
            names = "--types",
            paramLabel = "TYPE",
            split = ",",
            description = "Only findings of these types, for instance ORDER_MISSING,STOCK_STILL_HELD.")
    private List<String> types = List.of();

    @Option(names = "--repair", description = "Perform the repair actions in the table's last column.")
    private boolean repair;

    @Override
    public Integer call() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("repair", repair);
        if (from != null) {
            body.put("from", from.toString());
        }
        if (to != null) {
            body.put("to", to.toString());
        }
        if (!types.isEmpty()) {
            body.put(
                    "types",
                    types.stream().map(type -> type.toUpperCase(Locale.ROOT)).toList());
        }
        console().waiting("comparing …");
        JsonNode reconciliation = stack.operator().post(Service.OPERATIONS, "/ops/reconciliations", body);
        console().document(reconciliation);
        List<JsonNode> findings = reconciliation.path("findings").valueStream().toList();
        if (!findings.isEmpty()) {
            print(findings);
        }
        return conclude(
                reconciliation.path("checked").asLong(0),
                reconciliation.path("found").asLong(findings.size()),
                findings);
    }

    private void print(List<JsonNode> findings) {
        Table table = console()
                .table(
                        text("finding", 28),
                        text("service", 9),
                        whole("order / cart"),
                        number("age", 6),
                        text("detail", 50),
                        text("repair", 50));
        for (JsonNode finding : findings) {
            table.row(
                    finding.path("type").asString(""),
                    finding.path("service").asString(""),
                    finding.path("orderNumber").asString(finding.path("cartId").asString("")),
                    AgeFormat.of(Duration.ofSeconds(finding.path("ageSeconds").asLong(0))),
                    finding.path("detail").asString(""),
                    repair(finding));
        }
        table.lines().forEach(console()::line);
        console().line("");
    }

    private Table.Cell repair(JsonNode finding) {
        String what = finding.path("repair").asString("");
        if (isRepaired(finding)) {
            return new Table.Cell("done: " + what, console()::good);
        }
        return what.isEmpty() ? new Table.Cell("by hand", console()::bad) : new Table.Cell(what, text -> text);
    }

    private static boolean isRepaired(JsonNode finding) {
        return finding.path("repaired").asBoolean(false);
    }

    /** The number of findings that one call lists and repairs is limited. */
    private int conclude(long checked, long found, List<JsonNode> findings) {
        long open =
                found - findings.stream().filter(ReconcileCommand::isRepaired).count();
        String compared = checked + " checkouts and holdings compared: ";
        if (findings.isEmpty()) {
            console().line(console().good("✔") + " " + compared + "no discrepancies");
        } else if (open == 0) {
            console().line(console().good("✔") + " " + compared + found + " findings, all repaired");
        } else {
            boolean repairable = findings.stream()
                    .anyMatch(finding -> !isRepaired(finding)
                            && !finding.path("repair").asString("").isEmpty());
            console()
                    .line(console().bad("✘") + " " + compared + found + " findings, " + open + " open"
                            + (found > findings.size() ? ", " + (found - findings.size()) + " of them not listed" : "")
                            + (repairable && !repair ? "   (--repair performs the actions in the last column)" : ""));
        }
        return open == 0 ? 0 : 1;
    }

    private Console console() {
        return stack.console();
    }
}
