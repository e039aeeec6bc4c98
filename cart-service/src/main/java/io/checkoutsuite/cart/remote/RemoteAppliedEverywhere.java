package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.checkout.AppliedEverywhere;
import io.checkoutsuite.events.EventType;
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
class RemoteAppliedEverywhere implements AppliedEverywhere, AutoCloseable {

    private final Map<String, AppliedClient> services;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    static RemoteAppliedEverywhere of(ServiceClients clients, RemoteSettings settings) {
        Map<String, AppliedClient> services = new LinkedHashMap<>();
        Map.of(
                        "order", settings.orderUrl(),
                        "inventory", settings.inventoryUrl(),
                        "offer", settings.offerUrl(),
                        "payment", settings.paymentUrl())
                .forEach((name, url) ->
                        services.put(name, clients.client(AppliedClient.class, url, settings.timeout())));
        return new RemoteAppliedEverywhere(services);
    }

    @Override
    public Map<String, Boolean> applied(String tenant, String requestId, EventType outcome) {
        Map<String, Future<Boolean>> asked = new LinkedHashMap<>();
        services.forEach((name, service) ->
                asked.put(name, calls.submit(() -> hasApplied(service, tenant, requestId, outcome))));
        Map<String, Boolean> answers = new LinkedHashMap<>();
        asked.forEach((name, answer) -> answers.put(name, get(name, answer)));
        return answers;
    }

    /** Checks event and listener: another event of the attempt, or another listener of the event, does not count. */
    private static boolean hasApplied(AppliedClient service, String tenant, String requestId, EventType outcome) {
        return service.applied(tenant, requestId).applied().stream()
                .anyMatch(event -> event.eventId().equals(outcome.eventIdOf(requestId))
                        && event.listener().equals(outcome.listenerName()));
    }

    private static boolean get(String name, Future<Boolean> answer) {
        try {
            return answer.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RestClientException noAnswer) {
                log.warn("The events that {} has applied are unavailable: {}", name, noAnswer.getMessage());
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
