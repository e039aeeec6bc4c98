package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.cli.Table.Column.number;
import static io.checkoutsuite.stack.cli.Table.Column.text;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.DataDirectory;
import io.checkoutsuite.stack.StackProcess;
import io.checkoutsuite.stack.StackSettings;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.checks.FactCollector;
import io.checkoutsuite.stack.checks.StockFigures;
import io.checkoutsuite.stack.client.SuiteClient;
import io.checkoutsuite.stack.crash.CrashStory;
import io.checkoutsuite.stack.crash.Observation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Kills the suite on purpose and shows how it recovers. */
@Command(
        name = "crash",
        description = {
            "Show a crash and its recovery: kill -9 of everything in the middle of a checkout, and again right after a response.",
            "Runs a separate stack with its own data and ports; takes a minute or two. Exits with 1 if a guarantee is violated."
        })
final class CrashCommand implements Callable<Integer> {

    private static final Path HOME = Path.of(".suite", "crash");

    @Option(
            names = "--lease",
            paramLabel = "SECONDS",
            description =
                    "How long a killed process keeps its checkout lease (default: ${DEFAULT-VALUE}, as in a normal stack).")
    private int lease = 9;

    private final Console console = Console.standard();
    private final long began = System.nanoTime();
    private boolean asPromised = true;

    @Override
    public Integer call() {
        Path home = StackOptions.home().resolve(HOME);
        DataDirectory.acquire(home.resolve("data")).delete();
        StackSettings settings = new StackSettings(
                home.resolve("data"),
                Addresses.free(),
                FreePorts.next(),
                FreePorts.next(),
                null,
                null,
                Map.of("suite.checkout.lease", lease + "s", "suite.messaging.inbox-lease", "10s"));
        SuiteClient client = new SuiteClient(settings.addresses());
        try (Killable stack = new Killable(settings, home.resolve("logs"))) {
            return play(client, stack);
        }
    }

    private int play(SuiteClient client, Killable stack) {
        Table table = console.table(
                number("s", 5),
                text("what happens", 38),
                text("cart", 22),
                text("checkout", 15),
                number("free", 4),
                number("soft", 4),
                number("sold", 4),
                number("money", 6),
                number("orders", 6));
        CrashStory story = new CrashStory(
                client, stack, (what, observation, promised) -> print(table, what, observation, promised));
        stack.begin();
        stack.awaitReady();
        story.openShop();
        JsonNode stockBefore = StockFigures.now(client).hardReserved();
        table.head().forEach(console::line);
        print(table, "started: database, broker, services", null, true);
        List<CartRecord> carts = story.play();
        console.line("");
        boolean passed = new GuaranteeReport(client, console)
                .check(FactCollector.waiting(client).collect(carts, done -> {}), stockBefore);
        return asPromised && passed ? 0 : 1;
    }

    private void print(Table table, String what, @Nullable Observation observation, boolean promised) {
        asPromised &= promised;
        Table.Cell cell = new Table.Cell(
                (promised ? "" : "!! ") + what,
                !promised ? console::bad : what.startsWith("kill") ? console::strong : text -> text);
        String at = String.format(Locale.ROOT, "%.1f", (System.nanoTime() - began) / 1e9);
        String cart = observation == null ? "" : observation.cart();
        String checkout = observation == null ? "" : observation.checkout();
        Observation.@Nullable Resources resources = observation == null ? null : observation.resources();
        console.line(
                resources == null
                        ? table.line(at, cell, cart, checkout, "", "", "", "", "")
                        : table.line(
                                at,
                                cell,
                                cart,
                                checkout,
                                resources.available(),
                                resources.soft(),
                                resources.hard(),
                                resources.money().toPlainString(),
                                resources.orders()));
    }

    /** A child process whose data survives it. */
    private final class Killable implements CrashStory.KillableStack, AutoCloseable {

        private final StackSettings settings;
        private final Path logs;
        private @Nullable StackProcess process;

        private Killable(StackSettings settings, Path logs) {
            this.settings = settings;
            this.logs = logs;
        }

        @Override
        public void begin() {
            console.waiting("starting …");
            process = StackProcess.begin(settings, logs);
        }

        @Override
        public void awaitReady() {
            if (process != null) {
                process.awaitReady();
            }
        }

        @Override
        public boolean isAlive() {
            return process != null && process.isAlive();
        }

        @Override
        public void kill() {
            if (process != null) {
                process.kill();
            }
        }

        @Override
        public Duration lease() {
            return Duration.ofSeconds(lease);
        }

        /** Kills the process; its data is not needed any more. */
        @Override
        public void close() {
            kill();
        }
    }
}
