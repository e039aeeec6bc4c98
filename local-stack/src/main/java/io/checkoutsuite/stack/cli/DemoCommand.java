package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.cli.Table.Column.number;
import static io.checkoutsuite.stack.cli.Table.Column.text;

import io.checkoutsuite.stack.StackSettings;
import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.checks.CartFacts;
import io.checkoutsuite.stack.checks.FactCollector;
import io.checkoutsuite.stack.checks.HoldingsSummary;
import io.checkoutsuite.stack.checks.StockFigures;
import io.checkoutsuite.stack.client.SuiteClient;
import io.checkoutsuite.stack.demo.Demo;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Demonstrates the suite. */
@Command(
        name = "demo",
        description = "Start the stack, submit a few dozen carts, show their outcomes and check the guarantees.")
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(names = "--end", description = "Stop the stack at the end.")
    private boolean end;

    @Option(names = "--carts", paramLabel = "N", description = "Number of carts (default: ${DEFAULT-VALUE}).")
    private int carts = 43;

    private final Console console = Console.standard();

    @Override
    public Integer call() {
        StackSettings settings = options.settings();
        SuiteClient client = new SuiteClient(settings.addresses());
        StackLauncher launcher = new StackLauncher(console);
        StackLauncher.Owner owner = launcher.startUnlessRunning(settings, client);

        Demo demo = new Demo(client);
        console.progress("importing catalogue, stock and offers");
        demo.openShop();
        JsonNode stockBefore = StockFigures.now(client).hardReserved();
        List<Demo.StoryResult> stories = demo.play(carts, console::progress);
        List<CartFacts> facts = FactCollector.waiting(client)
                .collect(
                        stories.stream().map(Demo.StoryResult::cart).toList(),
                        done -> console.progress("querying the services for cart " + done + " of " + carts));
        boolean asExpected = print(stories, facts);
        boolean passed = new GuaranteeReport(client, console).check(facts, stockBefore);

        console.line("");
        launcher.printAddresses(settings);
        if (owner == StackLauncher.Owner.THIS_PROCESS && !end) {
            launcher.runUntilInterrupted();
        }
        return asExpected && passed ? 0 : 1;
    }

    private boolean print(List<Demo.StoryResult> stories, List<CartFacts> facts) {
        Table table = console.table(
                number("", 3),
                text("cart", 42),
                text("outcome", 26),
                text("order", 5),
                text("stock", 10),
                text("offers", 10),
                text("payment", 16),
                number("applied", 9));
        console.line("");
        for (int i = 0; i < stories.size(); i++) {
            Demo.StoryResult result = stories.get(i);
            boolean ordered = result.cart().order().isPresent();
            HoldingsSummary holdings = HoldingsSummary.of(facts.get(i));
            table.row(
                    i + 1,
                    result.title(),
                    new Table.Cell(
                            (result.asExpected() ? "" : "!! ") + result.cart().outcome(),
                            !result.asExpected() ? console::bad : ordered ? console::good : console::quiet),
                    holdings.orders(),
                    holdings.stock(),
                    holdings.offers(),
                    holdings.payment(),
                    applied(result));
        }
        table.lines().forEach(console::line);
        long ordered = stories.stream()
                .filter(result -> result.cart().order().isPresent())
                .count();
        long unexpected =
                stories.stream().filter(result -> !result.asExpected()).count();
        console.line("");
        console.line(console.strong(stories.size() + " carts: " + ordered + " orders, " + (stories.size() - ordered)
                + " clear refusals" + (unexpected == 0 ? "" : ", " + unexpected + " with an unexpected outcome (!!)")));
        return unexpected == 0;
    }

    private static String applied(Demo.StoryResult result) {
        return result.cart().attempts().stream()
                .map(Attempt::appliedMillis)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .map(millis -> String.format(Locale.ROOT, "%d ms", millis))
                .orElse("–");
    }
}
