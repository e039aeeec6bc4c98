package io.checkoutsuite.operations.remote;

import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.operations.participant.Participants;
import io.checkoutsuite.operations.participant.ProcessingState;
import io.checkoutsuite.web.http.IdempotentCalls;
import io.checkoutsuite.web.participants.EventPreviewCalls;
import io.checkoutsuite.web.participants.ParticipantClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClientException;

/** Calls the endpoints of the four participants. */
@RequiredArgsConstructor
final class HttpParticipants implements Participants {

    private final ParticipantClients clients;
    private final ConcurrentCalls calls;
    private final Unavailability unavailability;

    @Override
    public Map<Participant, List<EventPreview>> preview(
            String tenant, Set<Participant> asked, List<OutcomeEvent> events) {
        List<ParticipantClient.Event> wire = events.stream()
                .map(event -> new ParticipantClient.Event(event.type().wireName(), event.body()))
                .toList();
        return calls.each(asked, participant -> preview(tenant, participant, wire));
    }

    private List<EventPreview> preview(String tenant, Participant participant, List<ParticipantClient.Event> events) {
        try {
            return new EventPreviewCalls(clients.of(participant)).preview(tenant, events);
        } catch (RestClientException failure) {
            throw unavailability.of(participant, failure);
        }
    }

    @Override
    public Map<Participant, ProcessingState> processingState(String tenant, String requestId, Set<Participant> asked) {
        return calls.each(asked, participant -> processingState(tenant, requestId, participant));
    }

    private ProcessingState processingState(String tenant, String requestId, Participant participant) {
        ParticipantClient client = clients.of(participant);
        try {
            return new ProcessingState.Reported(
                    client.applied(tenant, requestId).applied(),
                    client.deadLetters(tenant, Map.of("requestId", requestId)).items());
        } catch (RestClientException failure) {
            return new ProcessingState.Unavailable(unavailability.reason(participant, failure));
        }
    }

    @Override
    public List<HeldResource> heldResources(
            Participant participant, String tenant, @Nullable TimeRange created, String after, int limit) {
        try {
            return IdempotentCalls.retry(() -> clients.of(participant)
                    .heldResources(
                            tenant,
                            created == null ? null : created.from(),
                            created == null ? null : created.to(),
                            after,
                            limit)
                    .items());
        } catch (RestClientException failure) {
            throw unavailability.of(participant, failure);
        }
    }
}
