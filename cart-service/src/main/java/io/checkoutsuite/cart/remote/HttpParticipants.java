package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.reconcile.Participant;
import io.checkoutsuite.cart.reconcile.ParticipantUnavailableException;
import io.checkoutsuite.cart.reconcile.Participants;
import io.checkoutsuite.cart.replay.ParticipantPreviews;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.web.http.IdempotentCalls;
import io.checkoutsuite.web.http.ServiceClients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClientException;

/** Calls the operator endpoints of the four participants. An unavailable participant is never mistaken for one that holds nothing. */
@RequiredArgsConstructor
class HttpParticipants implements Participants {

    private final ParticipantPreviews participantPreviews;
    private final Map<Participant, HeldResourceClient> services;

    static HttpParticipants of(
            ParticipantPreviews participantPreviews, ServiceClients clients, RemoteSettings settings) {
        Map<Participant, HeldResourceClient> services = new EnumMap<>(Participant.class);
        for (Participant participant : Participant.values()) {
            String url = Objects.requireNonNull(settings.urls().get(participant.serviceName()));
            services.put(participant, clients.client(HeldResourceClient.class, url, settings.timeout()));
        }
        return new HttpParticipants(participantPreviews, services);
    }

    @Override
    public List<Map<Participant, EventPreview>> preview(String tenant, List<OutboxEntry> events) {
        List<Map<Participant, EventPreview>> previews = new ArrayList<>();
        events.forEach(event -> previews.add(new EnumMap<>(Participant.class)));
        Map<String, ParticipantPreviews.PreviewResult> results = participantPreviews.preview(
                tenant,
                Arrays.stream(Participant.values())
                        .map(Participant::serviceName)
                        .toList(),
                events);
        for (Participant participant : Participant.values()) {
            switch (results.get(participant.serviceName())) {
                case ParticipantPreviews.Previewed(List<EventPreview> reported) -> {
                    for (int i = 0; i < events.size(); i++) {
                        previews.get(i).put(participant, reported.get(i));
                    }
                }
                case ParticipantPreviews.Unavailable(String reason) ->
                    throw new ParticipantUnavailableException(
                            participant.serviceName(), new IllegalStateException(reason));
                case null ->
                    throw new ParticipantUnavailableException(
                            participant.serviceName(), new IllegalStateException("It was not called"));
            }
        }
        return previews;
    }

    @Override
    public List<HeldResource> heldResources(
            Participant participant, String tenant, @Nullable TimeRange created, String after, int limit) {
        HeldResourceClient service = Objects.requireNonNull(services.get(participant));
        try {
            return IdempotentCalls.retry(() -> service.heldResources(
                            tenant,
                            created == null ? null : created.from(),
                            created == null ? null : created.to(),
                            after,
                            limit)
                    .items());
        } catch (RestClientException failure) {
            throw new ParticipantUnavailableException(participant.serviceName(), failure);
        }
    }
}
