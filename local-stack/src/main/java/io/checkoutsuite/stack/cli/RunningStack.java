package io.checkoutsuite.stack.cli;

import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.StackStartException;
import io.checkoutsuite.stack.client.OperatorClient;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Locates the running stack that a command operates on. */
final class RunningStack {

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            scope = ScopeType.INHERIT,
            description = "Port of the running stack's cart service (default: ${DEFAULT-VALUE}).")
    private int httpPort = 8081;

    /**
     * Prints a warning if the stack is running but unhealthy, because the requests of the command may then fail.
     *
     * @throws StackStartException if no stack is running at the address
     */
    OperatorClient operator() {
        Addresses addresses = new Addresses(httpPort);
        SuiteClient client = new SuiteClient(addresses);
        requireAlive(client);
        for (Service service : List.of(Service.CART, Service.OPERATIONS)) {
            String health = StatusCommand.health(client, service);
            if (!health.equals("UP")) {
                System.err.println("The stack at " + addresses.of(Service.CART) + " runs, but is not healthy: "
                        + service.id() + " service " + health + ".");
            }
        }
        return new OperatorClient(client);
    }

    /** @throws StackStartException unless a stack is running; the message says what is there instead */
    private static void requireAlive(SuiteClient client) {
        Object address = client.addresses().of(Service.CART);
        switch (client.probe(Service.CART)) {
            case ALIVE -> {}
            case UNRESPONSIVE ->
                throw new StackStartException(
                        "A process listens at " + address + " but does not respond: a hung stack, or another program.");
            case OTHER_PROGRAM ->
                throw new StackStartException("The program at " + address + " is not a service of the suite.");
            case NOT_RUNNING ->
                throw new StackStartException("No stack is running at " + address
                        + ". Start one with ./suite up, or use --http-port if it runs at another port.");
        }
    }
}
