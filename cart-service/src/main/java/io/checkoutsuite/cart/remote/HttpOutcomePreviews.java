package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.purge.OutcomePreviews;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.web.http.ServiceClients;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.json.JsonMapper;

/** Calls the preview endpoints of the participants, event by event: a cart is rarely sold more than once. */
@RequiredArgsConstructor
class HttpOutcomePreviews implements OutcomePreviews {

    private final Map<String, EventPreviewClient> participants;
    private final JsonMapper json;

    static HttpOutcomePreviews of(ServiceClients clients, RemoteSettings settings, JsonMapper json) {
        Map<String, EventPreviewClient> participants = new LinkedHashMap<>();
        settings.urls()
                .forEach((name, url) ->
                        participants.put(name, clients.client(EventPreviewClient.class, url, settings.timeout())));
        return new HttpOutcomePreviews(participants, json);
    }

    @Override
    public List<Map<String, EventPreview>> preview(String tenant, List<OutboxEntry> events) {
        return events.stream().map(event -> preview(tenant, event)).toList();
    }

    private Map<String, EventPreview> preview(String tenant, OutboxEntry event) {
        EventPreviewClient.PreviewRequest request = new EventPreviewClient.PreviewRequest(
                List.of(new EventPreviewClient.Event(event.type(), json.readTree(event.body()))));
        Map<String, EventPreview> previews = new LinkedHashMap<>();
        participants.forEach((name, client) -> previews.put(name, preview(name, client, tenant, request)));
        return previews;
    }

    private static EventPreview preview(
            String name, EventPreviewClient client, String tenant, EventPreviewClient.PreviewRequest request) {
        try {
            List<EventPreviewClient.PreviewedEvent> items =
                    client.preview(tenant, request).items();
            if (items.size() != 1) {
                throw new UnavailableException(
                        name, new IllegalStateException("It returned " + items.size() + " previews of one event"));
            }
            return new EventPreview(items.getFirst().kind(), items.getFirst().description());
        } catch (RestClientException failure) {
            throw new UnavailableException(name, failure);
        }
    }
}
