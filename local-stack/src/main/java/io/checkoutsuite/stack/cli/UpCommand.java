package io.checkoutsuite.stack.cli;

import io.checkoutsuite.stack.StackSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the stack and keeps it running. */
@Command(name = "up", description = "Start the stack and keep it running until Ctrl-C.")
final class UpCommand implements Callable<Integer> {

    @Mixin
    private StackOptions options = new StackOptions();

    @Override
    public Integer call() {
        StackLauncher launcher = new StackLauncher(Console.standard());
        StackSettings settings = options.settings();
        launcher.start(settings);
        launcher.printAddresses(settings);
        launcher.runUntilInterrupted();
        return 0;
    }
}
