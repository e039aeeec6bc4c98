package io.checkoutsuite.stack.cli;

import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.StackRefused;
import io.checkoutsuite.stack.client.Operator;
import io.checkoutsuite.stack.client.SuiteClient;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where the stack runs that a command looks into. */
final class RunningStack {

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            scope = ScopeType.INHERIT,
            description = "Port of the running stack's cart service (default: ${DEFAULT-VALUE}).")
    private int httpPort = 8081;

    /**
     * Says so if the stack runs but is not well: what the command then does may be refused.
     *
     * @throws StackRefused if no stack answers there
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

    /** @throws StackRefused with what is there instead */
    private static void demandAlive(SuiteClient client) {
        Object address = client.addresses().of(Service.CART);
        switch (client.presence(Service.CART)) {
            case ALIVE -> {}
            case SILENT ->
                throw new StackRefused("Something listens at " + address
                        + " but does not answer: a stack that hangs, or another program.");
            case SOMETHING_ELSE ->
                throw new StackRefused("What listens at " + address + " is no service of the suite.");
            case NOTHING ->
                throw new StackRefused("No stack answers at " + address
                        + ". ./suite up starts one; --http-port says where another one runs.");
        }
    }
}
