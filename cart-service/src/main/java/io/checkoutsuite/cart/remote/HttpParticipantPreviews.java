package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.replay.ParticipantPreviews;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.web.http.ServiceClients;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lombok.RequiredArgsConstructor;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.json.JsonMapper;

/** Calls the preview endpoints of the participants, with at most as many events per call as they accept. */
@RequiredArgsConstructor
class HttpParticipantPreviews implements ParticipantPreviews, AutoCloseable {

    private static final int MAX_EVENTS_PER_CALL = 100;

    /** A call with a single event may be longer. */
    private static final int MAX_CALL_LENGTH = 1024 * 1024;

    private final Map<String, EventPreviewClient> services;
    private final JsonMapper json;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    static HttpParticipantPreviews of(ServiceClients clients, RemoteSettings settings, JsonMapper json) {
        Map<String, EventPreviewClient> services = new LinkedHashMap<>();
        settings.urls()
                .forEach((name, url) ->
                        services.put(name, clients.client(EventPreviewClient.class, url, settings.timeout())));
        return new HttpParticipantPreviews(services, json);
    }

    @Override
    public List<String> services() {
        return List.copyOf(services.keySet());
    }

    @Override
    public Map<String, PreviewResult> preview(String tenant, Collection<String> targets, List<OutboxEntry> events) {
        Map<String, Future<PreviewResult>> pending = new LinkedHashMap<>();
        targets.forEach(name -> pending.put(name, calls.submit(() -> previewResult(name, tenant, events))));
        Map<String, PreviewResult> results = new LinkedHashMap<>();
        pending.forEach((name, answer) -> results.put(name, get(answer)));
        return results;
    }

    private PreviewResult previewResult(String name, String tenant, List<OutboxEntry> events) {
        EventPreviewClient service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("There is no service " + name);
        }
        try {
            List<EventPreview> previews = new ArrayList<>();
            for (int from = 0; from < events.size(); ) {
                List<OutboxEntry> chunk = events.subList(from, endOfCall(events, from));
                List<EventPreviewClient.PreviewedEvent> items =
                        service.preview(tenant, request(chunk)).items();
                if (items.size() != chunk.size()) {
                    return new Unavailable("It returned " + items.size() + " previews of " + chunk.size() + " events");
                }
                items.forEach(item -> previews.add(new EventPreview(item.kind(), item.description())));
                from += chunk.size();
            }
            return new Previewed(previews);
        } catch (RestClientException unavailable) {
            return new Unavailable(String.valueOf(unavailable.getMessage()));
        }
    }

    static int endOfCall(List<OutboxEntry> events, int from) {
        int end = from + 1;
        long length = events.get(from).body().length();
        while (end < events.size() && end - from < MAX_EVENTS_PER_CALL) {
            length += events.get(end).body().length();
            if (length > MAX_CALL_LENGTH) {
                break;
            }
            end++;
        }
        return end;
    }

    private EventPreviewClient.PreviewRequest request(List<OutboxEntry> events) {
        return new EventPreviewClient.PreviewRequest(events.stream()
                .map(event -> new EventPreviewClient.Event(event.type(), json.readTree(event.body())))
                .toList());
    }

    private static PreviewResult get(Future<PreviewResult> answer) {
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
