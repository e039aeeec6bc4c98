package io.checkoutsuite.stack.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the commands, or describes one. Picocli's own help command does not work with an inherited help option. */
@Command(name = "help", helpCommand = true, description = "List the commands, or describe one.")
final class HelpCommand implements Runnable {

    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command to describe.")
    private @Nullable String command;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        CommandLine suite = spec.commandLine().getParent();
        CommandLine described = command == null ? suite : suite.getSubcommands().get(command);
        if (described == null) {
            throw new ParameterException(spec.commandLine(), "Unknown command: " + command + ".");
        }
        described.usage(described.getOut());
    }
}
