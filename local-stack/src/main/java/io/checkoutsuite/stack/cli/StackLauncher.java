package io.checkoutsuite.stack.cli;

import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.LocalStack;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.StackSettings;
import io.checkoutsuite.stack.StackStartException;
import io.checkoutsuite.stack.client.ProbeResult;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;

/** Starts the stack, or uses one that is already running. */
@RequiredArgsConstructor
final class StackLauncher {

    private final Console console;

    /** The process that started the stack and therefore keeps it running. */
    enum Owner {
        THIS_PROCESS,
        ANOTHER
    }

    Owner startUnlessRunning(StackSettings settings, SuiteClient client) {
        ProbeResult found = client.probe(Service.CART);
        if (found == ProbeResult.ALIVE) {
            console.line("Using the running stack at " + settings.addresses().of(Service.CART) + ".");
            return Owner.ANOTHER;
        }
        if (found == ProbeResult.UNRESPONSIVE) {
            throw new StackStartException(
                    "A process listens at " + settings.addresses().of(Service.CART)
                            + " but does not respond: a hung stack, or another program.");
        }
        start(settings);
        return Owner.THIS_PROCESS;
    }

    void start(StackSettings settings) {
        LocalStack stack = LocalStack.start(settings, part -> console.progress("starting … " + part));
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-stack"));
        console.line(String.format(Locale.ROOT, "ready in %.1f s", secondsSinceCommand()));
    }

    /** The time since the launcher started, including the start of the JVM. */
    private static double secondsSinceCommand() {
        long now = System.currentTimeMillis();
        return (now - Long.getLong("suite.started", now)) / 1000.0;
    }

    void printAddresses(StackSettings settings) {
        Addresses addresses = settings.addresses();
        console.line(Arrays.stream(Service.values())
                .map(service -> service.id() + " " + addresses.of(service))
                .collect(Collectors.joining("   ")));
        console.line(console.quiet("broker "
                + (settings.kafka() == null ? "127.0.0.1:" + settings.kafkaPort() : settings.kafka()) + "   database "
                + (settings.mongo() == null ? "mongodb://127.0.0.1:" + settings.mongoPort() : "as set by MONGODB_URI")
                + "   data " + settings.data() + "   logs "
                + StackOptions.home().resolve(".suite/logs/suite.log")));
    }

    void runUntilInterrupted() {
        console.line("The stack runs until Ctrl-C.");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
