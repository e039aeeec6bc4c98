package io.checkoutsuite.stack.cli;

import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.StackStartException;
import io.checkoutsuite.stack.client.OperatorClient;
import io.checkoutsuite.stack.client.ServiceAddresses;
import io.checkoutsuite.stack.client.SuiteClient;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The options of all commands that operate on running services: where these are, who calls them, and how results are printed. */
final class RunningStack {

    static final String TOKEN_VARIABLE = "SUITE_TOKEN";

    /** The characters of a bearer token (RFC 6750). */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            scope = ScopeType.INHERIT,
            description = "Port of the running stack's cart service (default: ${DEFAULT-VALUE}).")
    private int httpPort = 8081;

    @Option(
            names = "--url",
            paramLabel = ServiceUrl.FORMAT,
            scope = ScopeType.INHERIT,
            converter = ServiceUrl.Converter.class,
            description = {
                "Base address of running services, instead of the stack on this machine: of all services, or with SERVICE= of one.",
                "May be repeated; only the services that the command needs must have an address."
            })
    private List<ServiceUrl> urls = List.of();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            scope = ScopeType.INHERIT,
            description = {
                "Bearer token with the scope operator (default: the variable " + TOKEN_VARIABLE
                        + ", else a development token of the stack).",
                "Other users of this machine can read the options of a command, but not its variables."
            })
    private @Nullable String token;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print the result as one JSON document; messages go to standard error.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private @Nullable Console console;

    /** Where this command prints its result. */
    Console console() {
        if (console == null) {
            console = json ? Console.json() : Console.standard();
        }
        return console;
    }

    /** Whether the services are elsewhere, so that nothing is assumed of them but their HTTP interface. */
    boolean isRemote() {
        return !urls.isEmpty();
    }

    /** The services that the command can call. */
    List<Service> services() {
        return isRemote() ? Arrays.stream(Service.values()).filter(this::hasUrl).toList() : List.of(Service.values());
    }

    SuiteClient client() {
        ServiceAddresses addresses = isRemote() ? this::remoteAddress : new Addresses(httpPort);
        return SuiteClient.ofOperator(addresses, checkedToken());
    }

    /**
     * Prints a warning if the local stack is running but unhealthy, because the requests of the command may then fail.
     *
     * @throws StackStartException if no local stack is running at the address
     */
    OperatorClient operator() {
        SuiteClient client = client();
        if (!isRemote()) {
            requireAlive(client);
            warnUnlessHealthy(client);
        }
        return new OperatorClient(client);
    }

    private boolean hasUrl(Service service) {
        return urls.stream().anyMatch(url -> url.services().contains(service));
    }

    /** The last one that was given, so that an address of one service can follow an address of all. */
    private URI remoteAddress(Service service) {
        return urls.reversed().stream()
                .filter(url -> url.services().contains(service))
                .map(ServiceUrl::address)
                .findFirst()
                .orElseThrow(() -> usageError("The command needs the address of the " + service.id()
                        + " service: --url " + service.id() + "=URL."));
    }

    private @Nullable String checkedToken() {
        String given = token == null ? System.getenv(TOKEN_VARIABLE) : token;
        if (given == null || given.isBlank()) {
            if (isRemote() && !hasUrl(Service.CART)) {
                throw usageError("The services need a token: --token or " + TOKEN_VARIABLE + ".");
            }
            return null;
        }
        if (!TOKEN.matcher(given.strip()).matches()) {
            throw usageError("The token is not a bearer token.");
        }
        return given.strip();
    }

    private void warnUnlessHealthy(SuiteClient client) {
        for (Service service : List.of(Service.CART, Service.OPERATIONS)) {
            String health = StatusCommand.health(client, service);
            if (!health.equals("UP")) {
                console()
                        .error("The stack at " + client.addresses().of(Service.CART) + " runs, but is not healthy: "
                                + service.id() + " service " + health + ".");
            }
        }
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
                        + ". Start one with ./suite up, or use --http-port or --url if it runs elsewhere.");
        }
    }

    private RuntimeException usageError(String message) {
        return command == null
                ? new IllegalStateException(message)
                : new ParameterException(command.commandLine(), message);
    }
}
