package io.checkoutsuite.stack.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Describes a command that the launcher executes itself, because a JVM writes its class cache when it ends. */
@Command(
        name = "link",
        description = {
            "Make the class cache, with which the stack starts with two thirds of the processor time.",
            "It takes one to two minutes, and a later build removes it."
        })
final class LinkCommand implements Callable<Integer> {

    private static final int REFUSED = 2;

    @Override
    public Integer call() {
        System.err.println("Only the launcher can do this: ./suite link");
        return REFUSED;
    }
}
