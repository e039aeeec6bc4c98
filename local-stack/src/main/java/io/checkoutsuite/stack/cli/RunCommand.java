package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.cli.Table.Column.number;
import static io.checkoutsuite.stack.cli.Table.Column.text;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.StackSettings;
import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.carts.CartFile;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.carts.CartsRun;
import io.checkoutsuite.stack.carts.CatalogFile;
import io.checkoutsuite.stack.carts.ProgressFile;
import io.checkoutsuite.stack.checks.CartFacts;
import io.checkoutsuite.stack.checks.FactCollector;
import io.checkoutsuite.stack.checks.StockFigures;
import io.checkoutsuite.stack.client.SuiteClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Submits a file of real carts. */
@Command(
        name = "run",
        description = {
            "Submit the carts of a file (NDJSON, plain or .gz) and check the guarantees for all of them.",
            "A run that was killed continues where it stopped when it is started again."
        })
final class RunCommand implements Callable<Integer> {

    private static final String AUTO = "auto";

    @Mixin
    private StackOptions options = new StackOptions();

    @Parameters(paramLabel = "CARTS_FILE", description = "File with one invoice per line.")
    private Path file = Path.of("");

    @Option(
            names = "--catalog",
            paramLabel = "FILE",
            description = "Products and prices (default: the carts file's name with -catalog instead of -carts).")
    private @Nullable Path catalog;

    @Option(
            names = "--stock",
            paramLabel = "N|auto",
            description =
                    "Pieces on hand of each product; auto: nine tenths of the pieces that the file sells, at least one, so that stock runs"
                            + " out for some carts. Postage and similar items are always available (default: ${DEFAULT-VALUE}).")
    private String stock = AUTO;

    @Option(names = "--parallel", paramLabel = "N", description = "Concurrent carts (default: ${DEFAULT-VALUE}).")
    private int parallel = 16;

    @Option(names = "--rate", paramLabel = "N", description = "Maximum number of carts per second (default: no limit).")
    private double rate;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N carts.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--all-kinds", description = "Also submit cancellations and adjustments, which are refused.")
    private boolean allKinds;

    @Option(names = "--keep", description = "Leave the stack running at the end.")
    private boolean keep;

    private final Console console = Console.standard();

    @Override
    public Integer call() {
        CartFile carts = new CartFile(file);
        CatalogFile goods;
        try {
            Path products = catalog == null ? carts.catalog() : catalog;
            for (Path needed : List.of(file, products)) {
                if (!Files.isReadable(needed)) {
                    console.line("File not found: " + needed);
                    return 2;
                }
            }
            goods = CatalogFile.read(products);
        } catch (IllegalArgumentException unusable) {
            console.line(unusable.getMessage() + ". Use --catalog FILE for a file of products.");
            return 2;
        }
        StackSettings settings = options.settings();
        SuiteClient client = new SuiteClient(settings.addresses());
        StackLauncher launcher = new StackLauncher(console);
        StackLauncher.Owner owner = launcher.startUnlessRunning(settings, client);

        console.progress("reading " + file.getFileName());
        List<CartFile.Invoice> invoices = carts.invoices(
                invoice -> allKinds || invoice.kind() == null || invoice.kind().equals("sale"), limit);
        ProgressFile progress =
                ProgressFile.open(settings.data().resolve("runs").resolve(file.getFileName() + ".ndjson"));
        JsonNode beginning = progress.beginning().orElseGet(() -> begin(client, goods, progress));

        CartsRun run = new CartsRun(
                client, progress, beginning.path("id").asString(""), new CartsRun.Throttle(parallel, rate));
        int earlier = (int) invoices.stream()
                .filter(invoice -> progress.done().containsKey(run.key(invoice)))
                .count();
        if (earlier > 0) {
            console.line(earlier + " of " + invoices.size() + " carts were processed by an earlier run.");
        }
        RunProgress shown = new RunProgress(console, invoices.size() - earlier);
        run.submit(invoices, shown::done);
        shown.end();

        Collection<CartRecord> done = progress.done().values();
        summary(done);
        List<CartFacts> facts = FactCollector.waiting(client)
                .collect(
                        done,
                        count -> console.progress("querying the services for cart " + count + " of " + done.size()));
        boolean passed = new GuaranteeReport(client, console).check(facts, beginning.path("hard"));
        if (owner == StackLauncher.Owner.THIS_PROCESS && keep) {
            launcher.printAddresses(settings);
            launcher.runUntilInterrupted();
        }
        return passed ? 0 : 1;
    }

    private JsonNode begin(SuiteClient client, CatalogFile goods, ProgressFile progress) {
        console.progress("importing catalogue and stock");
        LongUnaryOperator onHand = stock.equals(AUTO) ? CatalogFile::nineTenths : fixed(stock);
        ObjectNode beginning = SuiteClient.JSON.createObjectNode();
        beginning.put("id", UUID.randomUUID().toString().substring(0, 18));
        beginning.set("hard", StockFigures.now(client).hardReserved());
        client.importAll(Service.CART, "/catalog/imports", goods.forCatalog());
        client.importAll(Service.INVENTORY, "/stock/imports", goods.forStock(onHand));
        progress.begin(beginning);
        console.line("imported " + goods.products().size() + " products");
        return beginning;
    }

    private static LongUnaryOperator fixed(String pieces) {
        long onHand = Long.parseLong(pieces);
        return saleUnits -> onHand;
    }

    private void summary(Collection<CartRecord> carts) {
        Map<String, Long> outcomes = carts.stream()
                .collect(Collectors.groupingBy(
                        cart -> cart.order().isPresent() ? "order" : cart.outcome(),
                        TreeMap::new,
                        Collectors.counting()));
        Table table = console.table(text("outcome", 50), number("carts", 8));
        outcomes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(entry -> table.row(entry.getKey(), entry.getValue()));
        console.line("");
        table.lines().forEach(console::line);
        console.line("");
        console.line("submit: " + percentiles(carts, Attempt::millis) + "   until applied by all services (sample): "
                + percentiles(carts, Attempt::appliedMillis));
    }

    private static String percentiles(Collection<CartRecord> carts, Function<Attempt, @Nullable Long> figure) {
        List<Long> sorted = carts.stream()
                .flatMap(cart -> cart.attempts().stream())
                .map(figure)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        if (sorted.isEmpty()) {
            return "–";
        }
        return String.format(
                Locale.ROOT,
                "p50 %d ms, p99 %d ms",
                sorted.get(sorted.size() / 2),
                sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)));
    }
}
