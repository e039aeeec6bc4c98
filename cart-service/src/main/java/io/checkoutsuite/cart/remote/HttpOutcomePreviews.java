package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.purge.OutcomePreviews;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.web.http.ServiceClients;
import io.checkoutsuite.web.participants.EventPreviewCalls;
import io.checkoutsuite.web.participants.ParticipantClient;
import io.checkoutsuite.web.participants.ParticipantUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.json.JsonMapper;

/** Calls the preview endpoints of the participants. */
@RequiredArgsConstructor
class HttpOutcomePreviews implements OutcomePreviews {

    private final Map<String, EventPreviewCalls> participants;
    private final JsonMapper json;

    static HttpOutcomePreviews of(ServiceClients clients, RemoteSettings settings, JsonMapper json) {
        Map<String, EventPreviewCalls> participants = new LinkedHashMap<>();
        settings.urls()
                .forEach((name, url) -> participants.put(
                        name, new EventPreviewCalls(clients.client(ParticipantClient.class, url, settings.timeout()))));
        return new HttpOutcomePreviews(participants, json);
    }

    @Override
    public List<Map<String, EventPreview>> preview(String tenant, List<OutboxEntry> entries) {
        List<ParticipantClient.Event> events = entries.stream()
                .map(entry -> new ParticipantClient.Event(entry.type(), json.readTree(entry.body())))
                .toList();
        List<Map<String, EventPreview>> previews = new ArrayList<>();
        entries.forEach(entry -> previews.add(new LinkedHashMap<>()));
        participants.forEach((name, participant) -> {
            List<EventPreview> reported = preview(name, participant, tenant, events);
            for (int i = 0; i < reported.size(); i++) {
                previews.get(i).put(name, reported.get(i));
            }
        });
        return previews;
    }

    private static List<EventPreview> preview(
            String name, EventPreviewCalls participant, String tenant, List<ParticipantClient.Event> events) {
        try {
            return participant.preview(tenant, events);
        } catch (RestClientException failure) {
            throw new ParticipantUnavailableException(name, failure);
        }
    }
}
