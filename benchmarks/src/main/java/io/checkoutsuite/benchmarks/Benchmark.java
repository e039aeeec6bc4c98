package io.checkoutsuite.benchmarks;

import io.checkoutsuite.benchmarks.load.Load;
import io.checkoutsuite.benchmarks.load.RealCarts;
import io.checkoutsuite.benchmarks.load.StandardShop;
import io.checkoutsuite.benchmarks.load.Workload;
import io.checkoutsuite.benchmarks.report.FlameGraph;
import io.checkoutsuite.benchmarks.report.PairedResult;
import io.checkoutsuite.benchmarks.report.ResultPage;
import io.checkoutsuite.benchmarks.report.ResultText;
import io.checkoutsuite.benchmarks.report.RunResult;
import io.checkoutsuite.benchmarks.suite.Layout;
import io.checkoutsuite.benchmarks.suite.SuiteBuild;
import io.checkoutsuite.stack.ServiceLogs;
import io.checkoutsuite.stack.StackStartException;
import io.checkoutsuite.stack.client.SuiteClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a complete suite. */
@Command(
        name = "scripts/benchmark",
        sortOptions = false,
        description = {
            "Start a complete suite in a process of its own, buy from it, and measure what it does and what one order costs.",
            "Afterwards the guarantees are checked for every cart. If one is violated, there is no result and the exit code is 1."
        })
public final class Benchmark implements Callable<Integer> {

    private static final DateTimeFormatter FILE_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int VIOLATED = 1;
    private static final int NOT_MEASURED = 2;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Describe the command.")
    private boolean help;

    @Option(
            names = "--suite",
            paramLabel = "DIR",
            description = "The directory of another build's launcher (default: this one).")
    private Path suite = home();

    @Option(
            names = "--before",
            paramLabel = "DIR",
            description =
                    "Compare with the build of this directory: both are measured in turn, and ratios are printed.")
    private @Nullable Path before;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds of a comparison with another build (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--floor",
            paramLabel = "ROUNDS",
            description = "Compare submits with the bare writes and records of a checkout, in this many rounds.")
    private int floor;

    @Option(
            names = "--service-processes",
            description = "Start each service as a process of its own, instead of all of them in one process.")
    private boolean processes;

    @Option(
            names = "--broker-outage",
            paramLabel = "SECONDS",
            description = "Kill the broker after a quarter of the measured time and start it again after this time.")
    private long brokerOutage;

    @Option(
            names = "--profile",
            description = "Sample where the suite spends its processor time, and draw it as a flame graph.")
    private boolean profile;

    @Option(
            names = "--processors",
            paramLabel = "N",
            description = "Let the suite run on the first N processors only (default: all). The buyers run on all.")
    private int processors;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A property of the services; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--mode",
            description =
                    "sequence: create, pay, submit; submit: submit carts that were prepared before (default: ${DEFAULT-VALUE}).")
    private Load.Mode mode = Load.Mode.SEQUENCE;

    @Option(names = "--clients", paramLabel = "N", description = "Buyers at once (default: ${DEFAULT-VALUE}).")
    private int clients = 8;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Buyers who arrive each second and wait for nobody else, instead of a fixed number of buyers.")
    private double rate;

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            description =
                    "How long the suite is measured before anybody calls it, after as long a pause (default: ${DEFAULT-VALUE}).")
    private long idle = 30;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Orders before the measured time (default: ${DEFAULT-VALUE}).")
    private long warmUp = 1_500;

    @Option(names = "--seconds", paramLabel = "N", description = "The measured time (default: ${DEFAULT-VALUE}).")
    private long seconds = 60;

    @Option(names = "--orders", paramLabel = "N", description = "End the measured time after this many orders.")
    private long orders = Integer.MAX_VALUE;

    @Option(
            names = "--windows",
            paramLabel = "N",
            description = "Measure this many times, one after the other (default: ${DEFAULT-VALUE}).")
    private int windows = 1;

    @Option(
            names = "--stored",
            paramLabel = "N",
            split = ",",
            description = "Measure when the suite has stored this many orders, once for each number.")
    private List<Long> stored = new ArrayList<>();

    @Option(
            names = "--copied",
            paramLabel = "N",
            split = ",",
            description =
                    "Measure when the database contains copies of this many orders besides, once for each number.")
    private List<Long> copied = new ArrayList<>();

    @Option(
            names = "--sizes",
            paramLabel = "N",
            split = ",",
            description = "Measure carts of this many lines, once for each number.")
    private List<Integer> sizes = new ArrayList<>();

    @Option(
            names = "--lines",
            paramLabel = "N",
            split = ",",
            description = "Lines of the carts, in equal parts (default: 1,3,8,20).")
    private List<Integer> lines = new ArrayList<>();

    @Option(names = "--skus", paramLabel = "N", description = "Products (default: ${DEFAULT-VALUE}).")
    private int skus = 250;

    @Option(names = "--codes", paramLabel = "PERCENT", description = "Carts with a code (default: ${DEFAULT-VALUE}).")
    private int codes = 25;

    @Option(
            names = "--doubled",
            paramLabel = "PERCENT",
            description = "Carts that are submitted twice at once (default: ${DEFAULT-VALUE}).")
    private int doubled;

    @Option(
            names = "--carts",
            paramLabel = "FILE",
            description =
                    "Buy the sales of a file of invoices instead, as ./suite run does, with its catalogue beside it.")
    private @Nullable Path carts;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the result is written as JSON (default: .suite/benchmarks/TIME.json).")
    private @Nullable Path output;

    @Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    private final Progress progress = new Progress();

    private Benchmark() {}

    /** Exits with 0 for a result, 1 if a guarantee was violated, 2 if the suite could not be measured. */
    public static void main(String[] args) {
        ServiceLogs.writeTo(home().resolve(".suite").resolve("logs").resolve("benchmark"));
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmark())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
    }

    @Override
    public Integer call() throws IOException {
        requirePossible();
        SuiteBuild build = build(suite);
        Workload workload = workload();
        Path file = file();
        if (before != null) {
            PairedResult paired =
                    new PairedRun(build(before), build, scenario(), workload, rounds, progress::show).measure();
            return finish(ResultText.of(paired), ResultPage.of(paired), paired, paired.passed(), file);
        }
        RunResult result = new Run(build, scenario(), workload, floor, progress::show).measure();
        int exit = finish(ResultText.of(result), ResultPage.of(result), result, result.passed(), file);
        if (exit == 0 && result.profile() != null) {
            Path graph = beside(file, ".flame.svg");
            Files.writeString(graph, FlameGraph.of(result.profile().stacks()));
            System.out.println("flame graph: " + graph);
        }
        return exit;
    }

    private void requirePossible() {
        require(
                floor == 0 || mode == Load.Mode.SUBMIT && rate == 0,
                "The floor is compared with submits: --floor needs --mode submit and no --rate.");
        require(
                processors >= 0 && processors <= Runtime.getRuntime().availableProcessors(),
                "This machine has no such number of processors: --processors " + processors + ".");
        require(floor == 0 || processors == 0, "The floor runs on all processors: --floor allows no --processors.");
        require(before == null || floor == 0, "Compare with another build or with the floor, not with both.");
        require(
                !profile || before == null && floor == 0,
                "Sampling costs processor time, too: measure a profile or a comparison, not both.");
        require(
                brokerOutage == 0 || processes && System.getenv("KAFKA_BOOTSTRAP") == null,
                "Only a broker in a process of its own can be taken away: --broker-outage needs --service-processes.");
        require(
                Stream.of(stored, copied, sizes)
                                .filter(several -> !several.isEmpty())
                                .count()
                        <= 1,
                "Measure for several numbers of orders, of copies or of lines, not for two of them.");
        require(
                copied.stream().allMatch(copies -> copies >= 0)
                        && copied.stream().sorted().toList().equals(copied),
                "Copies are not removed: the numbers of --copied must not be negative and must not decrease.");
        require(copied.isEmpty() || warmUp > 0, "There must be orders to copy: --copied needs a --warm-up.");
        require(
                carts == null || sizes.isEmpty() && lines.isEmpty(),
                "The sizes of real carts are given: neither --sizes nor --lines.");
    }

    private void require(boolean possible, String message) {
        if (!possible && command != null) {
            throw new ParameterException(command.commandLine(), message);
        }
    }

    private SuiteBuild build(Path home) {
        SuiteBuild build = new SuiteBuild(home);
        progress.show("building " + build.home() + ", if its sources have changed");
        build.build();
        return build;
    }

    private Workload workload() {
        if (carts != null) {
            return realCarts(carts);
        }
        return new StandardShop(!sizes.isEmpty() ? sizes : lines.isEmpty() ? StandardShop.LINES : lines, skus, codes);
    }

    private RealCarts realCarts(Path file) {
        try {
            return new RealCarts(file);
        } catch (IllegalArgumentException unusable) {
            require(false, String.valueOf(unusable.getMessage()));
            throw unusable;
        }
    }

    private Scenario scenario() {
        return new Scenario(
                processes ? Layout.SERVICE_PROCESSES : Layout.ONE_PROCESS,
                processors,
                settings,
                Duration.ofSeconds(idle),
                warmUp,
                new Load(mode, clients, rate, Duration.ofSeconds(seconds), orders, doubled),
                Duration.ofSeconds(brokerOutage),
                windows,
                stored,
                copied,
                sizes,
                profile);
    }

    private Path file() {
        return output == null
                ? home().resolve(".suite").resolve("benchmarks").resolve(FILE_NAME.format(Instant.now()) + ".json")
                : output.toAbsolutePath();
    }

    private static int finish(String text, String page, Object result, boolean passed, Path file) throws IOException {
        System.out.println();
        System.out.print(text);
        if (!passed) {
            System.err.println("A guarantee was violated: this run is no result.");
            return VIOLATED;
        }
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, SuiteClient.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
        Path pageFile = beside(file, ".html");
        Files.writeString(pageFile, page);
        System.out.println("\nwritten to " + file + " and " + pageFile);
        return 0;
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName().toString().replaceAll("\\.json$", "") + ending);
    }

    private static Path home() {
        return Path.of(System.getProperty("suite.home", "")).toAbsolutePath();
    }

    private static int failed(Exception failure) {
        if (failure instanceof StackStartException || failure instanceof IllegalArgumentException) {
            System.err.println(failure.getMessage());
        } else {
            failure.printStackTrace();
        }
        return NOT_MEASURED;
    }
}
