package io.checkoutsuite.stack.cli;

import io.checkoutsuite.stack.ServiceLogs;
import io.checkoutsuite.stack.StackStartException;
import io.checkoutsuite.stack.client.RequestFailedException;
import io.checkoutsuite.stack.client.ServiceUnreachableException;
import io.checkoutsuite.stack.client.TokenRefusedException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The launcher's commands. */
@Command(
        name = "suite",
        description = "The checkout suite on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            CrashCommand.class,
            UpCommand.class,
            RunCommand.class,
            StatusCommand.class,
            TimelineCommand.class,
            DeadLettersCommand.class,
            ReplayCommand.class,
            ReconcileCommand.class,
            ResetCommand.class,
            LinkCommand.class,
            HelpCommand.class
        })
public final class Suite {

    private static final int REFUSED = 2;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Describe the command.")
    private boolean help;

    private Suite() {}

    /** Exits with the command's code: 0 for success, 1 if the command found a problem, 2 if it could not run. */
    public static void main(String[] args) {
        ServiceLogs.writeTo(logs());
        System.exit(commandLine().execute(args.length == 0 ? new String[] {"help"} : args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Suite())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
    }

    private static Path logs() {
        return StackOptions.home().resolve(".suite").resolve("logs");
    }

    private static int failed(Exception failure) {
        if (failure instanceof TokenRefusedException) {
            System.err.println("\n" + failure.getMessage() + ". Give a token of its issuer with --token or "
                    + RunningStack.TOKEN_VARIABLE + ".");
            return REFUSED;
        }
        if (failure instanceof StackStartException
                || failure instanceof ServiceUnreachableException
                || failure instanceof RequestFailedException) {
            System.err.println("\n" + failure.getMessage());
            return REFUSED;
        }
        LoggerFactory.getLogger(Suite.class).error("Command failed", failure);
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        System.err.println("\n" + failure.getMessage() + (root == failure ? "" : "\ncause: " + root.getMessage())
                + "\nDetails: " + logs().resolve("suite.log"));
        return REFUSED;
    }
}
