package io.checkoutsuite.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;

/**
 * How the JVMs of a suite are started.
 *
 * @param options additional options
 * @param processors they run on the first of them only; 0 for all
 */
public record JvmSettings(List<String> options, int processors) {

    public JvmSettings {
        options = List.copyOf(options);
    }

    /** The command line of a process that runs on these processors. Its process id is that of the given command. */
    List<String> pinned(List<String> command) {
        if (processors == 0) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of("taskset", "--cpu-list", "0-" + (processors - 1)));
        pinned.addAll(command);
        return pinned;
    }
}
