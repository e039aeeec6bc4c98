package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.cli.Table.Column.number;
import static io.checkoutsuite.stack.cli.Table.Column.text;

import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/** Prints what a redrive of dead letters did in each service. */
@RequiredArgsConstructor
final class RedriveReport {

    private final Console console;

    /** @return whether every selected dead letter was redriven, as far as the limit allows */
    boolean print(JsonNode report) {
        Table table = console.table(
                text("service", 9), number("redriven", 10), number("refused", 7), number("remaining", 9), text("", 80));
        boolean complete = true;
        for (JsonNode service : report.path("services")) {
            String stopped = service.path("stopped").asString("");
            complete &= stopped.isEmpty() && service.path("refused").isEmpty();
            table.row(
                    service.path("service").asString(""),
                    service.path("redriven").asLong(0),
                    service.path("refused").size(),
                    service.path("remaining").asLong(0),
                    stopped.isEmpty() ? "" : new Table.Cell("stopped: " + stopped, console::bad));
        }
        if (!report.path("services").isEmpty()) {
            table.lines().forEach(console::line);
        }
        for (JsonNode service : report.path("services")) {
            service.path("refused")
                    .forEach(letter -> bad(letter.path("id").asString("") + ": "
                            + letter.path("reason").asString("")));
        }
        report.path("unknown").forEach(id -> bad("Dead letter " + id.asString("") + " was not found"));
        report.path("unavailable")
                .forEach(service -> bad(service.asString("") + " did not answer; what it has redriven is unknown"));
        return complete
                && report.path("unknown").isEmpty()
                && report.path("unavailable").isEmpty();
    }

    private void bad(String line) {
        console.line(console.bad(line));
    }
}
