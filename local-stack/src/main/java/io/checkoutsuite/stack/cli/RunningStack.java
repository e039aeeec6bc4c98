package io.checkoutsuite.stack.cli;

import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.StackRefused;
import io.checkoutsuite.stack.client.Operator;
import io.checkoutsuite.stack.client.SuiteClient;
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
     * @throws StackRefused if no stack is running at the address
     */
    Operator operator() {
        Addresses addresses = new Addresses(httpPort);
        SuiteClient client = new SuiteClient(addresses);
        demandAlive(client);
        String health = client.health(Service.CART);
        if (!health.equals("UP")) {
            System.err.println(
                    "The stack at " + addresses.of(Service.CART) + " runs, but its cart service is " + health + ".");
        }
        return new Operator(client);
    }

    /** @throws StackRefused unless a stack is running; the message says what is there instead */
    private static void demandAlive(SuiteClient client) {
        Object address = client.addresses().of(Service.CART);
        switch (client.presence(Service.CART)) {
            case ALIVE -> {}
            case SILENT ->
                throw new StackRefused("A process listens at " + address
                        + " but does not respond: a hung stack, or another program.");
            case SOMETHING_ELSE ->
                throw new StackRefused("The program at " + address + " is not a service of the suite.");
            case NOTHING ->
                throw new StackRefused("No stack is running at " + address
                        + ". Start one with ./suite up, or use --http-port if it runs at another port.");
        }
    }
}
