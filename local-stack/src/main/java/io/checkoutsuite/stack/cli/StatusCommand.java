package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.cli.Table.Column.number;
import static io.checkoutsuite.stack.cli.Table.Column.text;
import static io.checkoutsuite.stack.cli.Table.Column.whole;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.ServiceUnreachableException;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the health of running services. */
@Command(
        name = "status",
        description = "Show the health of running services; exits with 1 if one is down or did not answer a question.")
final class StatusCommand implements Callable<Integer> {

    private static final String UNKNOWN = "?";

    @Mixin
    private RunningStack stack = new RunningStack();

    /**
     * What is known of one service.
     *
     * @param deadLetters their number, with a plus if there are more; empty for a service without dead letters, {@value UNKNOWN} if it did not say
     */
    private record Status(String service, String address, String health, String deadLetters, String content) {

        boolean isUp() {
            return health.equals("UP");
        }

        boolean isComplete() {
            return isUp() && !deadLetters.equals(UNKNOWN) && !content.contains(UNKNOWN);
        }
    }

    @Override
    public Integer call() {
        SuiteClient client = stack.client();
        List<Status> services = stack.services().stream()
                .map(service -> status(client, service))
                .toList();
        stack.console().document(SuiteClient.JSON.valueToTree(Map.of("services", services)));
        print(services);
        return services.stream().allMatch(Status::isComplete) ? 0 : 1;
    }

    private void print(List<Status> services) {
        Console console = stack.console();
        Table table = console.table(
                text("service", 12),
                whole("address"),
                text("health", 24),
                number("dead letters", 12),
                text("content", 40));
        services.forEach(service -> table.row(
                service.service(),
                service.address(),
                new Table.Cell(service.health(), service.isUp() ? console::good : console::bad),
                service.deadLetters(),
                service.content()));
        table.lines().forEach(console::line);
    }

    private static Status status(SuiteClient client, Service service) {
        String health = health(client, service);
        boolean up = health.equals("UP");
        return new Status(
                service.id(),
                client.addresses().of(service).toString(),
                health,
                up && Service.CHECKOUT.contains(service) ? count(client, service, "/ops/dead-letters") : "",
                up ? content(client, service) : "");
    }

    /** For instance {@code UP}, {@code DOWN (mongo)} or {@code is not running}. */
    static String health(SuiteClient client, Service service) {
        try {
            return switch (client.probe(service)) {
                case ALIVE -> client.health(service);
                case UNRESPONSIVE -> "did not answer";
                case OTHER_PROGRAM -> "is another program";
                case NOT_RUNNING -> "is not running";
            };
        } catch (ServiceUnreachableException e) {
            return "did not answer";
        }
    }

    private static String content(SuiteClient client, Service service) {
        return switch (service) {
            case INVENTORY -> count(client, service, "/stock") + " SKUs";
            case OFFER -> count(client, service, "/offers") + " offers, " + count(client, service, "/codes") + " codes";
            case CART, ORDER, PAYMENT, OPERATIONS -> "";
        };
    }

    private static String count(SuiteClient client, Service service, String list) {
        try {
            ServiceResponse first = client.get(service, list + "?limit=500", client.operator());
            if (!first.ok()) {
                return UNKNOWN;
            }
            String more = first.text("next").isEmpty() ? "" : "+";
            return first.body().path("items").size() + more;
        } catch (ServiceUnreachableException e) {
            return UNKNOWN;
        }
    }
}
