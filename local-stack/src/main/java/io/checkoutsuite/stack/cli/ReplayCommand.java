package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.cli.Table.Column.number;
import static io.checkoutsuite.stack.cli.Table.Column.text;
import static io.checkoutsuite.stack.cli.Table.Column.whole;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.OperatorClient;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Publishes the outcomes of decided checkouts again. */
@Command(
        name = "replay",
        description = {
            "Publish the outcomes of checkouts again. Without --run, only preview what would change.",
            "Exits with 0 if the replay completed, otherwise with 1."
        })
final class ReplayCommand implements Callable<Integer> {

    private static final String PATH = "/ops/replays";
    private static final int CHANGES_SHOWN = 20;

    @Mixin
    private RunningStack stack = new RunningStack();

    @Mixin
    private ReplayFilter filter = new ReplayFilter();

    @Option(
            names = "--target",
            paramLabel = "SERVICE",
            converter = ParticipantConverter.class,
            description = "Only for this service: " + ParticipantConverter.NAMES + " (default: all of them).")
    private @Nullable Service target;

    @Option(names = "--per-second", paramLabel = "N", description = "Maximum rate per second (default: 50).")
    private @Nullable Integer perSecond;

    @Option(names = "--limit", paramLabel = "N", description = "Maximum number of events.")
    private @Nullable Integer limit;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Reason, recorded with the replay.")
    private @Nullable String reason;

    @Option(names = "--run", description = "Publish the events.")
    private boolean run;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (filter.isEmpty()) {
            throw usageError("Select events with --cart, --request, --order, --from, --to, --type or --failure-type.");
        }
        OperatorClient operator = stack.operator();
        console().waiting(run ? "starting …" : "previewing the changes in every service …");
        JsonNode response = operator.post(Service.OPERATIONS, PATH, requestBody());
        return run
                ? new ReplayWatch(operator, console())
                        .follow(response.path("id").asString(""))
                : dryRun(response);
    }

    private Map<String, Object> requestBody() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("filter", filter.members());
        body.put("dryRun", !run);
        if (target != null) {
            body.put("target", target.id());
        }
        if (perSecond != null) {
            body.put("perSecond", perSecond);
        }
        if (limit != null) {
            body.put("limit", limit);
        }
        if (reason != null) {
            body.put("reason", reason);
        }
        return body;
    }

    private int dryRun(JsonNode response) {
        console().document(response);
        long matched = response.path("matched").asLong(0);
        if (matched == 0) {
            console().line("No event matches.");
            return 0;
        }
        new ReplayWatch.PreviewTable(console()).print(response.path("services"));
        JsonNode changes = response.path("changes");
        if (!changes.isEmpty()) {
            console().line("");
            Table table = console().table(whole("event"), text("service", 9), text("kind", 8), text("description", 70));
            changes.valueStream()
                    .limit(CHANGES_SHOWN)
                    .forEach(change -> table.row(
                            change.path("eventId").asString(""),
                            change.path("service").asString(""),
                            change.path("kind").asString(""),
                            change.path("description").asString("")));
            table.lines().forEach(console()::line);
            if (changes.size() > CHANGES_SHOWN) {
                console().line("… and more");
            }
        }
        printWithoutEvent(response);
        console().line("");
        console()
                .line(matched + (matched == 1 ? " event matches" : " events match") + "; nothing was sent (use --run)");
        return 0;
    }

    private void printWithoutEvent(JsonNode response) {
        long withoutEvent = response.path("withoutEvent").asLong(0);
        if (withoutEvent == 0) {
            return;
        }
        console().line("");
        console()
                .line(console()
                        .bad(withoutEvent + (withoutEvent == 1 ? " attempt has no event" : " attempts have no event")
                                + " and would stop the replay:"));
        response.path("attemptsWithoutEvent")
                .valueStream()
                .limit(CHANGES_SHOWN)
                .forEach(each -> console()
                        .line(each.path("requestId").asString("") + "   "
                                + each.path("reason").asString("")));
        if (withoutEvent > CHANGES_SHOWN) {
            console().line("… and more");
        }
    }

    @Command(name = "list", description = "List the replays.")
    int list() {
        JsonNode page = stack.operator().get(Service.OPERATIONS, PATH);
        console().document(page);
        JsonNode replays = page.path("items");
        if (replays.isEmpty()) {
            console().line("There are no replays yet.");
            return 0;
        }
        Table table = console()
                .table(
                        whole("id"),
                        text("state", 9),
                        number("started", 7),
                        text("by", 16),
                        number("matched", 7),
                        number("sent", 7),
                        text("stopped because", 60));
        replays.forEach(replay -> table.row(
                replay.path("id").asString(""),
                replay.path("state").asString(""),
                AgeFormat.since(replay.path("startedAt").asString("")),
                replay.path("askedBy").asString(""),
                replay.path("matched").asLong(0),
                replay.path("published").asLong(0),
                replay.path("stoppedBecause").asString("")));
        table.lines().forEach(console()::line);
        return 0;
    }

    @Command(name = "status", description = "Show the status of a replay; exits with 1 if it was stopped or cancelled.")
    int status(@Parameters(paramLabel = "ID") String id) {
        OperatorClient operator = stack.operator();
        return new ReplayWatch(operator, console()).show(operator.get(Service.OPERATIONS, pathOf(id)));
    }

    @Command(name = "resume", description = "Resume a stopped replay and follow it.")
    int resume(@Parameters(paramLabel = "ID") String id) {
        OperatorClient operator = stack.operator();
        operator.post(Service.OPERATIONS, pathOf(id) + "/resume", Map.of());
        return new ReplayWatch(operator, console()).follow(id);
    }

    @Command(name = "cancel", description = "End a replay permanently; published events stay published.")
    int cancel(@Parameters(paramLabel = "ID") String id) {
        OperatorClient operator = stack.operator();
        JsonNode cancelled = operator.post(Service.OPERATIONS, pathOf(id) + "/cancel", Map.of());
        console().document(cancelled);
        console()
                .line("The replay " + id + " is " + cancelled.path("state").asString("CANCELLED") + ", "
                        + cancelled.path("published").asLong(0) + " of "
                        + cancelled.path("matched").asLong(0) + " were sent.");
        return 0;
    }

    static String pathOf(String id) {
        return PATH + "/" + SuiteClient.encoded(id);
    }

    private ParameterException usageError(String message) {
        if (spec == null) {
            throw new IllegalStateException(message);
        }
        return new ParameterException(spec.commandLine(), message);
    }

    private Console console() {
        return stack.console();
    }
}
