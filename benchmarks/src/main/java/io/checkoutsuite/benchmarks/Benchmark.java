package io.checkoutsuite.benchmarks;

import io.checkoutsuite.benchmarks.report.ResultText;
import io.checkoutsuite.benchmarks.report.RunResult;
import io.checkoutsuite.benchmarks.suite.SuiteBuild;
import io.checkoutsuite.stack.ServiceLogs;
import io.checkoutsuite.stack.StackStartException;
import io.checkoutsuite.stack.checks.GuaranteeResult;
import io.checkoutsuite.stack.client.SuiteClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures a complete suite. */
@Command(
        name = "scripts/benchmark",
        mixinStandardHelpOptions = false,
        sortOptions = false,
        description = {
            "Start a complete suite in a process of its own, buy from it, and measure what it does and what one order costs.",
            "Afterwards the guarantees are checked for every cart. If one is violated, there is no result and the exit code is 1."
        })
public final class Benchmark implements Callable<Integer> {

    private static final DateTimeFormatter FILE_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

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
            names = "--mode",
            description =
                    "sequence: create, pay, submit; submit: submit carts that were prepared before (default: ${DEFAULT-VALUE}).")
    private Scenario.Mode mode = Scenario.Mode.SEQUENCE;

    @Option(names = "--clients", paramLabel = "N", description = "Buyers at once (default: ${DEFAULT-VALUE}).")
    private int clients = 8;

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
            names = "--lines",
            paramLabel = "N",
            split = ",",
            description = "Lines of the carts, in equal parts (default: ${DEFAULT-VALUE}).")
    private List<Integer> lines = List.of(1, 3, 8, 20);

    @Option(names = "--skus", paramLabel = "N", description = "Products (default: ${DEFAULT-VALUE}).")
    private int skus = 250;

    @Option(names = "--codes", paramLabel = "PERCENT", description = "Carts with a code (default: ${DEFAULT-VALUE}).")
    private int codes = 25;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A property of the services; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the result is written as JSON (default: .suite/benchmarks/TIME.json).")
    private @Nullable Path output;

    private Benchmark() {}

    /** Exits with 0 for a result, 1 if a guarantee was violated, 2 if the suite could not be measured. */
    public static void main(String[] args) {
        ServiceLogs.writeTo(home().resolve(".suite").resolve("logs").resolve("benchmark"));
        System.exit(new CommandLine(new Benchmark())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure))
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        SuiteBuild build = new SuiteBuild(suite);
        build.build();
        Scenario scenario =
                new Scenario(mode, clients, warmUp, Duration.ofSeconds(seconds), orders, lines, skus, codes);
        RunResult result = new Run(build, settings, scenario, new Progress()::show).measure();
        System.out.println();
        System.out.print(ResultText.of(result));
        if (!result.guarantees().stream().allMatch(GuaranteeResult::passed)) {
            System.err.println("A guarantee was violated: this run is no result.");
            return 1;
        }
        Path file = output == null
                ? home().resolve(".suite").resolve("benchmarks").resolve(FILE_NAME.format(Instant.now()) + ".json")
                : output.toAbsolutePath();
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, SuiteClient.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
        System.out.println("\nwritten to " + file);
        return 0;
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
        return 2;
    }
}
