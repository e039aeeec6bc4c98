package io.checkoutsuite.stack.cli;

import io.checkoutsuite.stack.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes all data of the stack. */
@Command(name = "reset", description = "Delete all data of the stack; fails while the stack is running.")
final class ResetCommand implements Callable<Integer> {

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(names = "--yes", description = "Do not ask for confirmation.")
    private boolean yes;

    private final Console console = Console.standard();

    @Override
    public Integer call() {
        Path data = options.data();
        if (!Files.exists(data)) {
            console.line("There is no data in " + data + ".");
            return 0;
        }
        if (!Files.exists(data.resolve("stack.lock"))) {
            console.line(data + " is not the data directory of a stack; nothing was deleted.");
            return 2;
        }
        DataDirectory directory = DataDirectory.acquire(data);
        if (!yes && !confirmed(data)) {
            directory.close();
            console.line("Nothing was deleted.");
            return 1;
        }
        directory.delete();
        console.line("Deleted " + data + ".");
        return 0;
    }

    private boolean confirmed(Path data) {
        console.line("Delete all data in " + data + "? [y/N]");
        Scanner input = new Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8);
        return input.hasNextLine() && input.nextLine().strip().equalsIgnoreCase("y");
    }
}
