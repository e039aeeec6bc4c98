package io.checkoutsuite.benchmarks.measure;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.ServiceAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;

/** Reads counters of the services' own metrics. */
@RequiredArgsConstructor
final class ServiceMetrics {

    private static final Pattern COMMANDS = Pattern.compile(
            "(?m)^mongodb_driver_commands_seconds_count\\{[^}]*collection=\"([^\"]+)\",command=\"([^\"]+)\"[^}]*} ([0-9.E]+)");
    private static final Pattern EVENTS = Pattern.compile("(?m)^suite_outbox_published_total(?:\\{[^}]*})? ([0-9.E]+)");

    private final ServiceAddresses addresses;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * Counters since the services started.
     *
     * @param commands database commands by service, collection and command, for instance {@code cart carts findAndModify}
     * @param events records that outboxes have published, by service
     */
    record Counters(Map<String, Double> commands, Map<String, Double> events) {

        static final Counters NONE = new Counters(Map.of(), Map.of());
    }

    Counters read() {
        Map<String, Double> commands = new TreeMap<>();
        Map<String, Double> events = new TreeMap<>();
        for (Service service : Service.values()) {
            String metrics = metrics(service);
            COMMANDS.matcher(metrics)
                    .results()
                    .forEach(command -> commands.merge(
                            service.id() + " " + command.group(1) + " " + command.group(2),
                            count(command, 3),
                            Double::sum));
            EVENTS.matcher(metrics)
                    .results()
                    .forEach(published -> events.merge(service.id(), count(published, 1), Double::sum));
        }
        return new Counters(commands, events);
    }

    private static double count(MatchResult counter, int group) {
        return Double.parseDouble(counter.group(group));
    }

    private String metrics(Service service) {
        URI address = URI.create(addresses.of(service) + "/actuator/prometheus");
        try {
            HttpResponse<String> response =
                    http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(address + " returned " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
