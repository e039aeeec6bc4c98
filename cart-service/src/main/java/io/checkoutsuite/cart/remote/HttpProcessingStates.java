package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.replay.ProcessingStates;
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
class HttpProcessingStates implements ProcessingStates, AutoCloseable {

    private final Map<String, ProcessingStateClient> services;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    static HttpProcessingStates of(ServiceClients clients, RemoteSettings settings) {
        Map<String, ProcessingStateClient> services = new LinkedHashMap<>();
        settings.urls()
                .forEach((name, url) ->
                        services.put(name, clients.client(ProcessingStateClient.class, url, settings.timeout())));
        return new HttpProcessingStates(services);
    }

    @Override
    public Map<String, ProcessingState> of(String tenant, String requestId, Collection<String> targets) {
        Map<String, Future<ProcessingState>> pending = new LinkedHashMap<>();
        targets.forEach(name -> pending.put(
                name,
                calls.submit(() -> processingState(Objects.requireNonNull(services.get(name)), tenant, requestId))));
        Map<String, ProcessingState> states = new LinkedHashMap<>();
        pending.forEach((name, answer) -> states.put(name, get(answer)));
        return states;
    }

    private static ProcessingState processingState(ProcessingStateClient service, String tenant, String requestId) {
        try {
            return new Reported(
                    service.applied(tenant, requestId).applied(),
                    service.deadLetters(tenant, requestId).items());
        } catch (RestClientException failure) {
            return new Unavailable(String.valueOf(failure.getMessage()));
        }
    }

    private static ProcessingState get(Future<ProcessingState> answer) {
        try {
            return answer.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Unavailable("The call was interrupted");
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void close() {
        calls.shutdownNow();
    }
}
