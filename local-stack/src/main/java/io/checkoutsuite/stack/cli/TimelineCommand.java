package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.cli.Table.Column.text;
import static io.checkoutsuite.stack.cli.Table.Column.whole;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Prints the history of one cart. */
@Command(
        name = "timeline",
        description = {
            "Show what every service did for a checkout, an order or a cart, and which ones have not applied its outcome yet.",
            "Exits with 1 if a service has not applied it or did not answer."
        })
final class TimelineCommand implements Callable<Integer> {

    @Mixin
    private RunningStack stack = new RunningStack();

    @Parameters(paramLabel = "ID", description = "A request id, an order number or a cart id.")
    private String id = "";

    @Override
    public Integer call() {
        @Nullable
        JsonNode timeline = stack.operator()
                .find(Service.OPERATIONS, "/ops/timelines/" + SuiteClient.encoded(id))
                .orElse(null);
        if (timeline == null) {
            console().error("No cart, checkout or order has the id " + id + ".");
            return 2;
        }
        console().document(timeline);
        console().line("cart " + timeline.path("cartId").asString(""));
        if (timeline.hasNonNull("unreadable")) {
            console()
                    .line(console()
                            .bad("The cart cannot be read: "
                                    + timeline.path("unreadable").asString("")));
            return 1;
        }
        boolean applied = true;
        for (JsonNode attempt : timeline.path("attempts")) {
            applied &= print(attempt);
        }
        if (timeline.path("attempts").isEmpty()) {
            console().line("The cart was never submitted.");
        }
        return applied ? 0 : 1;
    }

    private boolean print(JsonNode attempt) {
        String outcome = attempt.path("outcome").asString("undecided");
        boolean good = outcome.equals("COMPLETED");
        String number = attempt.path("orderNumber").asString("");
        console().line("");
        console()
                .line(console().strong("checkout " + attempt.path("requestId").asString("")) + "   "
                        + (good ? console().good(outcome) : console().quiet(outcome))
                        + (number.isEmpty() ? "" : "   " + (good ? "order " : "order number ") + number));
        Table table = console().table(text("time (UTC)", 23), text("service", 9), text("event", 30), whole("detail"));
        for (JsonNode entry : attempt.path("entries")) {
            table.row(
                    clock(entry.path("at").asString("")),
                    entry.path("service").asString(""),
                    entry.path("what").asString(""),
                    entry.path("detail").asString(""));
        }
        table.lines().forEach(console()::line);
        boolean complete = true;
        for (JsonNode service : attempt.path("notAppliedBy")) {
            complete = false;
            console().line(console().bad("not applied by " + service.asString("")));
        }
        for (JsonNode service : attempt.path("unavailable")) {
            complete = false;
            console()
                    .line(console()
                            .bad(service.asString("")
                                    + " did not answer; whether it has applied the outcome is unknown"));
        }
        return complete;
    }

    /** Formats an instant to the millisecond, without the letters T and Z. */
    private static String clock(String instant) {
        String shown = instant.replace('T', ' ').replace("Z", "");
        return shown.substring(0, Math.min(shown.length(), 23));
    }

    private Console console() {
        return stack.console();
    }
}
