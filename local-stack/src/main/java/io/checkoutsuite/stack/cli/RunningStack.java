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

    /** @throws StackRefused if no stack answers there */
    Operator operator() {
        Addresses addresses = new Addresses(httpPort);
        SuiteClient client = new SuiteClient(addresses);
        if (!client.answers(Service.CART)) {
            throw new StackRefused("No stack answers at " + addresses.of(Service.CART)
                    + ". ./suite up starts one; --http-port says where another one runs.");
        }
        return new Operator(client);
    }
}
