package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.cli.Table.Column.number;
import static io.checkoutsuite.stack.cli.Table.Column.text;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.OperatorClient;
import io.checkoutsuite.stack.client.Pause;
import java.time.Duration;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/** Shows the progress of a replay, which runs in the operations service independently of this command. */
@RequiredArgsConstructor
final class ReplayWatch {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private final OperatorClient operator;
    private final Console console;
    private volatile boolean following;

    /** Shows the progress until the replay ends; if interrupted, prints how to continue or cancel. */
    int follow(String id) {
        following = true;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> printHowToContinue(id), "replay-goes-on"));
        JsonNode replay = operator.get(Service.OPERATIONS, ReplayCommand.pathOf(id));
        while (replay.path("state").asString("").equals("RUNNING")) {
            console.progress("replay %s: %s, %d of %d sent"
                    .formatted(
                            id,
                            stage(replay),
                            replay.path("published").asLong(0),
                            replay.path("matched").asLong(0)));
            Pause.of(POLL_INTERVAL);
            replay = operator.get(Service.OPERATIONS, ReplayCommand.pathOf(id));
        }
        following = false;
        return show(replay);
    }

    private void printHowToContinue(String id) {
        if (!following) {
            return;
        }
        console.error("\nThe replay continues. Check it with ./suite replay status " + id
                + ", or end it with ./suite replay cancel " + id + ".");
    }

    private static String stage(JsonNode replay) {
        return switch (replay.path("stage").asString("")) {
            case "CANARY_1" -> "the first one";
            case "CANARY_10" -> "the first ten";
            default -> "the rest";
        };
    }

    /** @return 0 if the replay is running or completed, 1 if it was stopped or cancelled */
    int show(JsonNode replay) {
        console.document(replay);
        String id = replay.path("id").asString("");
        String state = replay.path("state").asString("");
        boolean good = state.equals("COMPLETED") || state.equals("RUNNING");
        String reason = replay.path("stoppedBecause").asString("");
        console.line("replay " + id + "   " + (good ? console.good(state) : console.bad(state)) + "   "
                + replay.path("published").asLong(0) + " of "
                + replay.path("matched").asLong(0) + " sent" + (reason.isEmpty() ? "" : "   " + reason));
        if (!replay.path("results").isEmpty()) {
            new PreviewTable(console).print(replay.path("results"));
        }
        if (state.equals("STOPPED")) {
            console.line("Resume it with ./suite replay resume " + id + ", or end it with ./suite replay cancel " + id
                    + ".");
        }
        return good ? 0 : 1;
    }

    /** Prints the effects of applying the events again, by service. */
    @RequiredArgsConstructor
    static final class PreviewTable {

        private final Console console;

        void print(JsonNode byService) {
            Table table = console.table(
                    text("service", 9), number("nothing to do", 13), number("change", 8), number("conflict", 8));
            byService.propertyStream().forEach(service -> {
                JsonNode counts = service.getValue();
                long conflicts = counts.path("conflict").asLong(0);
                table.row(
                        service.getKey(),
                        counts.path("nothing").asLong(0),
                        counts.path("change").asLong(0),
                        conflicts == 0 ? "0" : new Table.Cell(String.valueOf(conflicts), console::bad));
            });
            table.lines().forEach(console::line);
        }
    }
}
