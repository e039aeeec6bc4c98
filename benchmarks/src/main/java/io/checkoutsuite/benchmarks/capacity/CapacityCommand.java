package io.checkoutsuite.benchmarks.capacity;

import io.checkoutsuite.benchmarks.report.WindowResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what many checkouts per second need, computed from the results of a report. */
@Command(
        name = "scripts/benchmark capacity",
        sortOptions = false,
        description = {
            "Compute from the results of scripts/benchmark-report what 1,000, 10,000 and 100,000 checkouts per second need, and what saturates"
                    + " first.",
            "The output names the assumption of each figure. Nothing is measured."
        })
final class CapacityCommand implements Callable<Integer> {

    private static final int NOT_COMPUTED = 2;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Describe the command.")
    private boolean help;

    @Parameters(
            paramLabel = "DIRECTORY",
            description = "The directory of the report; at least its processes.json must be there.")
    private Path directory = Path.of("");

    @Option(
            names = "--utilisation",
            paramLabel = "PERCENT",
            description =
                    "How much of the cores and of the partitions' time is used (default: ${DEFAULT-VALUE}); the rest is for peaks and failures.")
    private int utilisation = 60;

    @Option(names = "--cores", paramLabel = "N", description = "Cores of one instance (default: ${DEFAULT-VALUE}).")
    private int cores = 4;

    @Option(
            names = "--shard-writes",
            paramLabel = "N",
            description =
                    "Write commands that one replica set of your hardware sustains in a second (default: ${DEFAULT-VALUE}, which is an assumption).")
    private long shardWrites = 20_000;

    @Option(
            names = "--listener-millis",
            paramLabel = "MS",
            description =
                    "How long a participant needs to apply one event (default: the p50 of \"applied\" in one-buyer.json).")
    private @Nullable Double listenerMillis;

    @Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    private CapacityCommand() {}

    /** Exits with 0, or with 2 if the results or the options are not usable. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new CapacityCommand())
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
    }

    @Override
    public Integer call() {
        require(utilisation > 0 && utilisation <= 100, "--utilisation is a percentage from 1 to 100.");
        require(cores > 0, "An instance has at least one core: --cores.");
        require(shardWrites > 0, "A shard sustains at least one write in a second: --shard-writes.");
        require(
                listenerMillis == null || listenerMillis > 0 && Double.isFinite(listenerMillis),
                "An event needs some time: --listener-millis must be more than 0.");
        ReportResults results = ReportResults.read(directory);
        print(CapacityText.of(results, model(results)));
        return 0;
    }

    private void require(boolean possible, String message) {
        if (!possible && command != null) {
            throw new ParameterException(command.commandLine(), message);
        }
    }

    private CapacityModel model(ReportResults results) {
        return new CapacityModel(
                CheckoutCost.of(results.processes().window().perOrder()),
                new Sizing(utilisation, cores, shardWrites),
                listenerMillis == null ? appliedMillis(results) : listenerMillis,
                results.window(ReportStep.HOT)
                        .map(WindowResult::ordersPerSecond)
                        .orElse(null));
    }

    /** Null also if most orders were applied before their responses had arrived. */
    private static @Nullable Double appliedMillis(ReportResults results) {
        return results.window(ReportStep.ONE_BUYER)
                .map(window -> window.applied().p50())
                .filter(millis -> millis > 0)
                .orElse(null);
    }

    private void print(String text) {
        if (command != null) {
            PrintWriter out = command.commandLine().getOut();
            out.print(text);
            out.flush();
        }
    }

    private static int failed(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof IllegalArgumentException) {
            command.getErr().println(failure.getMessage());
            return NOT_COMPUTED;
        }
        throw failure;
    }
}
