package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.replay.Traces;
import io.checkoutsuite.web.http.ServiceClients;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lombok.RequiredArgsConstructor;
import org.springframework.web.client.RestClientException;

/** Calls the operator endpoints of the participants concurrently. */
@RequiredArgsConstructor
class RemoteTraces implements Traces, AutoCloseable {

    private final Map<String, TraceClient> services;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    static RemoteTraces of(ServiceClients clients, RemoteSettings settings) {
        Map<String, TraceClient> services = new LinkedHashMap<>();
        settings.urls()
                .forEach((name, url) -> services.put(name, clients.client(TraceClient.class, url, settings.timeout())));
        return new RemoteTraces(services);
    }

    @Override
    public Map<String, Trace> of(String tenant, String requestId, Collection<String> asked) {
        Map<String, Future<Trace>> asking = new LinkedHashMap<>();
        asked.forEach(name -> asking.put(
                name, calls.submit(() -> trace(Objects.requireNonNull(services.get(name)), tenant, requestId))));
        Map<String, Trace> traces = new LinkedHashMap<>();
        asking.forEach((name, answer) -> traces.put(name, get(answer)));
        return traces;
    }

    private static Trace trace(TraceClient service, String tenant, String requestId) {
        try {
            return new Known(
                    service.applied(tenant, requestId).applied(),
                    service.parked(tenant, requestId).items());
        } catch (RestClientException noAnswer) {
            return new Unknown(String.valueOf(noAnswer.getMessage()));
        }
    }

    private static Trace get(Future<Trace> answer) {
        try {
            return answer.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Unknown("The call was interrupted");
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void close() {
        calls.shutdownNow();
    }
}
