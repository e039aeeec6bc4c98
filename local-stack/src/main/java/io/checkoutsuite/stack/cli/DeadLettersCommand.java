package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.cli.Table.Column.number;
import static io.checkoutsuite.stack.cli.Table.Column.text;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.OperatorClient;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.ArrayList;
import java.util.EnumMap;
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
    private static final int PAGE_SIZE = 50;

    @Mixin
    private RunningStack stack = new RunningStack();

    @Mixin
    private DeadLetterFilter filter = new DeadLetterFilter();

    @Spec
    private @Nullable CommandSpec spec;

    private final Console console = Console.standard();

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "List the parked dead letters; the default if no subcommand is given.")
    int list() {
        OperatorClient operator = stack.operator();
        Table table = new Table(
                text("service", 9),
                text("id", 44),
                text("type", 20),
                text("checkout", 40),
                number("parked", 6),
                number("redriven", 10),
                text("reason", 80));
        int rows = 0;
        boolean more = false;
        for (Service service : filter.services()) {
            JsonNode page = operator.get(
                    service, filter.query(PATH).with("limit", PAGE_SIZE).path());
            for (JsonNode letter : page.path("items")) {
                table.row(
                        service.id(),
                        letter.path("id").asString(""),
                        letter.path("type").asString("?"),
                        letter.path("requestId").asString(""),
                        AgeFormat.since(letter.path("parkedAt").asString("")),
                        letter.path("redrives").asInt(0),
                        letter.path("reason").asString(""));
                rows++;
            }
            more |= page.hasNonNull("next");
        }
        if (rows == 0) {
            console.line("No dead letters" + (filter.isSet() ? " match." : "."));
            return 0;
        }
        table.lines().forEach(console::line);
        if (more) {
            console.line("… and more: at most " + PAGE_SIZE + " per service are listed");
        }
        return 0;
    }

    @Command(name = "show", description = "Show one dead letter with its headers, body and error.")
    int show(@Parameters(paramLabel = "ID") String id) {
        OperatorClient operator = stack.operator();
        @Nullable Service service = ownerOf(operator, id);
        if (service == null) {
            return unknown(id);
        }
        JsonNode whole = operator.get(service, pathOf(id));
        JsonNode letter = whole.path("letter");
        console.line(
                console.strong(letter.path("type").asString("unknown type") + " for the " + service.id() + " service")
                        + "   " + whole.path("state").asString(""));
        for (String member : List.of("topic", "eventId", "requestId", "parkedAt", "redrives", "reason")) {
            console.line("  %-10s %s".formatted(member, letter.path(member).asString("")));
        }
        console.line("headers");
        whole.path("headers")
                .propertyStream()
                .forEach(header -> console.line(
                        "  %s: %s".formatted(header.getKey(), header.getValue().asString(""))));
        console.line("body");
        console.line(whole.path("body").asString("").indent(2).stripTrailing());
        String trace = whole.path("stack").asString("");
        if (!trace.isEmpty()) {
            console.line(console.quiet(trace.indent(2).stripTrailing()));
        }
        return 0;
    }

    @Command(
            name = "redrive",
            description = {
                "Send dead letters to their topic again: by id, by filter, or all of them.",
                "Exits with 1 if a dead letter was refused or the redrive was stopped."
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
        OperatorClient operator = stack.operator();
        Map<Service, Map<String, Object>> selections = new EnumMap<>(Service.class);
        if (named.isEmpty()) {
            Map<String, Object> selection = all ? Map.of("all", true) : filter.members();
            filter.services().forEach(service -> selections.put(service, selection));
        } else {
            Map<Service, List<String>> owned = new EnumMap<>(Service.class);
            for (String id : named) {
                @Nullable Service owner = ownerOf(operator, id);
                if (owner == null) {
                    return unknown(id);
                }
                owned.computeIfAbsent(owner, service -> new ArrayList<>()).add(id);
            }
            owned.forEach((service, letters) -> selections.put(service, Map.of("ids", letters)));
        }
        return new Redrive(operator, console, limit, perSecond).send(selections);
    }

    private @Nullable Service ownerOf(OperatorClient operator, String id) {
        return filter.services().stream()
                .filter(service -> operator.find(service, pathOf(id)).isPresent())
                .findFirst()
                .orElse(null);
    }

    private static String pathOf(String id) {
        return PATH + "/" + SuiteClient.encoded(id);
    }

    private int unknown(String id) {
        console.line("No service has a dead letter " + id + "; nothing was done.");
        return 2;
    }

    private ParameterException usageError(String message) {
        if (spec == null) {
            throw new IllegalStateException(message);
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
