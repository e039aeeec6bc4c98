package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.cli.Table.Column.number;
import static io.checkoutsuite.stack.cli.Table.Column.text;
import static io.checkoutsuite.stack.cli.Table.Column.whole;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.LinkedHashMap;
import java.util.List;
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

/** Lists, shows and redrives the events that a service could not apply. */
@Command(name = "dead-letters", description = "List the events that services could not apply; show or redrive them.")
final class DeadLettersCommand implements Callable<Integer> {

    private static final String PATH = "/ops/dead-letters";
    private static final int PAGE_SIZE = 100;

    @Mixin
    private RunningStack stack = new RunningStack();

    @Mixin
    private DeadLetterFilter filter = new DeadLetterFilter();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return list(null);
    }

    @Command(
            name = "list",
            description = {
                "List the parked dead letters; the default if no subcommand is given.",
                "Exits with 1 if a service did not answer."
            })
    int list(
            @Option(
                            names = "--after",
                            paramLabel = "CURSOR",
                            description = "Continue at this cursor of a previous page.")
                    @Nullable
                    String after) {
        JsonNode page = stack.operator()
                .get(
                        Service.OPERATIONS,
                        filter.query(PATH)
                                .with("limit", PAGE_SIZE)
                                .with("after", after)
                                .path());
        console().document(page);
        if (page.path("items").isEmpty()) {
            console().line("No dead letters" + (filter.isSet() ? " match." : "."));
        } else {
            print(page.path("items"));
        }
        if (page.hasNonNull("next")) {
            console().line("… and more: list --after " + page.path("next").asString("") + " shows the next page");
        }
        page.path("unavailable")
                .forEach(service -> console()
                        .line(console()
                                .bad(service.asString("") + " did not answer; its dead letters are not listed")));
        return page.path("unavailable").isEmpty() ? 0 : 1;
    }

    private void print(JsonNode letters) {
        Table table = console()
                .table(
                        text("service", 9),
                        whole("id"),
                        text("type", 20),
                        whole("checkout"),
                        number("parked", 6),
                        number("redriven", 10),
                        text("reason", 80));
        letters.forEach(letter -> table.row(
                letter.path("service").asString(""),
                letter.path("id").asString(""),
                letter.path("type").asString("?"),
                letter.path("requestId").asString(""),
                AgeFormat.since(letter.path("parkedAt").asString("")),
                letter.path("redrives").asInt(0),
                letter.path("reason").asString("")));
        table.lines().forEach(console()::line);
    }

    @Command(name = "show", description = "Show one dead letter with its headers, body and error.")
    int show(@Parameters(paramLabel = "ID") String id) {
        @Nullable
        JsonNode found = stack.operator()
                .find(Service.OPERATIONS, PATH + "/" + SuiteClient.encoded(id))
                .orElse(null);
        if (found == null) {
            console().error("No service has a dead letter " + id + ".");
            return 2;
        }
        console().document(found);
        JsonNode letter = found.path("letter");
        console()
                .line(console()
                                .strong(letter.path("type").asString("unknown type") + " for the "
                                        + found.path("service").asString("") + " service")
                        + "   " + found.path("state").asString(""));
        for (String member : List.of("topic", "eventId", "requestId", "parkedAt", "redrives", "reason")) {
            console().line("  %-10s %s".formatted(member, letter.path(member).asString("")));
        }
        console().line("headers");
        found.path("headers")
                .propertyStream()
                .forEach(header -> console()
                        .line("  %s: %s"
                                .formatted(header.getKey(), header.getValue().asString(""))));
        console().line("body");
        console().line(found.path("body").asString("").indent(2).stripTrailing());
        String trace = found.path("stack").asString("");
        if (!trace.isEmpty()) {
            console().line(console().quiet(trace.indent(2).stripTrailing()));
        }
        return 0;
    }

    @Command(
            name = "redrive",
            description = {
                "Send dead letters to their topic again: by id, by filter, or all of them.",
                "Exits with 1 if a dead letter was refused or is unknown, or if a service stopped or did not answer."
            })
    int redrive(
            @Parameters(paramLabel = "ID", arity = "0..*") @Nullable List<String> ids,
            @Option(names = "--all", description = "All parked dead letters.") boolean all,
            @Option(names = "--limit", paramLabel = "N", description = "Maximum number (default: 100).") @Nullable
                    Integer limit,
            @Option(names = "--per-second", paramLabel = "N", description = "Maximum rate per second (default: 50).")
                    @Nullable
                    Integer perSecond) {
        List<String> named = ids == null ? List.of() : ids;
        int ways = (named.isEmpty() ? 0 : 1) + (all ? 1 : 0) + (filter.isSet() ? 1 : 0);
        if (ways != 1) {
            throw usageError(
                    "Select dead letters by ID, with --all, or by a filter (--topic, --type, --request, --reason)"
                            + (ways > 1 ? ", but only in one of these ways." : "."));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        filter.addTo(body);
        if (!named.isEmpty()) {
            body.put("ids", named);
        }
        if (all) {
            body.put("all", true);
        }
        if (limit != null) {
            body.put("limit", limit);
        }
        if (perSecond != null) {
            body.put("perSecond", perSecond);
        }
        console().waiting("redriving dead letters …");
        JsonNode report = stack.operator().post(Service.OPERATIONS, PATH + "/redrives", body);
        console().document(report);
        return new RedriveReport(console()).print(report) ? 0 : 1;
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
