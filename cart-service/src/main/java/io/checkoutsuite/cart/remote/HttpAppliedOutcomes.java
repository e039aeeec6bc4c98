package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.checkout.AppliedOutcomes;
import io.checkoutsuite.events.EventType;
import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.web.http.ServiceClients;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.web.client.RestClientException;

/** Queries the four participants concurrently whether they have applied an outcome. */
@Slf4j
@RequiredArgsConstructor
class HttpAppliedOutcomes implements AppliedOutcomes, AutoCloseable {

    private final Map<String, AppliedEventsClient> services;
    private final LogLimiter failures = new LogLimiter();
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    static HttpAppliedOutcomes of(ServiceClients clients, RemoteSettings settings) {
        Map<String, AppliedEventsClient> services = new LinkedHashMap<>();
        Map.of(
                        "order", settings.orderUrl(),
                        "inventory", settings.inventoryUrl(),
                        "offer", settings.offerUrl(),
                        "payment", settings.paymentUrl())
                .forEach((name, url) ->
                        services.put(name, clients.client(AppliedEventsClient.class, url, settings.timeout())));
        return new HttpAppliedOutcomes(services);
    }

    @Override
    public Map<String, Boolean> applied(String tenant, String requestId, EventType outcome) {
        Map<String, Future<Boolean>> pending = new LinkedHashMap<>();
        services.forEach((name, service) ->
                pending.put(name, calls.submit(() -> hasApplied(service, tenant, requestId, outcome))));
        Map<String, Boolean> results = new LinkedHashMap<>();
        pending.forEach((name, answer) -> results.put(name, get(name, answer)));
        return results;
    }

    /** Checks event and listener: another event of the attempt, or another listener of the event, does not count. */
    private static boolean hasApplied(AppliedEventsClient service, String tenant, String requestId, EventType outcome) {
        return service.applied(tenant, requestId).applied().stream()
                .anyMatch(event -> event.eventId().equals(outcome.eventIdOf(requestId))
                        && event.listener().equals(outcome.listenerName()));
    }

    private boolean get(String name, Future<Boolean> answer) {
        try {
            return answer.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RestClientException unavailable) {
                failures.log(
                        name,
                        suppressed -> log.warn(
                                "The events that {} has applied are unavailable: {}{}",
                                name,
                                unavailable.getMessage(),
                                suppressed));
                return false;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void close() {
        calls.shutdownNow();
    }
}
