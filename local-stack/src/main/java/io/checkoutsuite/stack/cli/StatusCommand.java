package io.checkoutsuite.stack.cli;

import static io.checkoutsuite.stack.cli.Table.Column.number;
import static io.checkoutsuite.stack.cli.Table.Column.text;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.ServiceUnreachableException;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the health of a running stack. */
@Command(name = "status", description = "Show the health of a running stack's services; exits with 1 if one is down.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private StackOptions options = new StackOptions();

    private final Console console = Console.standard();

    @Override
    public Integer call() {
        SuiteClient client = new SuiteClient(options.addresses());
        Table table = new Table(
                text("service", 12),
                text("address", 30),
                text("health", 24),
                number("dead letters", 12),
                text("content", 40));
        boolean allUp = true;
        for (Service service : Service.values()) {
            String health = health(client, service);
            boolean up = health.equals("UP");
            allUp &= up;
            table.row(
                    service.id(),
                    options.addresses().of(service),
                    new Table.Cell(health, up ? console::good : console::bad),
                    up && Service.CHECKOUT.contains(service) ? count(client, service, "/ops/dead-letters") : "",
                    up ? content(client, service) : "");
        }
        table.lines().forEach(console::line);
        return allUp ? 0 : 1;
    }

    /** For instance {@code UP}, {@code DOWN (mongo)} or {@code is not running}. */
    static String health(SuiteClient client, Service service) {
        try {
            return switch (client.probe(service)) {
                case ALIVE -> client.health(service);
                case UNRESPONSIVE -> "does not respond";
                case OTHER_PROGRAM -> "is another program";
                case NOT_RUNNING -> "is not running";
            };
        } catch (ServiceUnreachableException e) {
            return "does not respond";
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
                return "?";
            }
            String more = first.text("next").isEmpty() ? "" : "+";
            return first.body().path("items").size() + more;
        } catch (ServiceUnreachableException e) {
            return "?";
        }
    }
}
