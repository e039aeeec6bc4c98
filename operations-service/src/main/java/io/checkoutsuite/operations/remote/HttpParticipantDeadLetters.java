package io.checkoutsuite.operations.remote;

import io.checkoutsuite.messaging.deadletter.RedriveReport;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.operations.participant.ParticipantDeadLetters;
import io.checkoutsuite.operations.participant.RedriveRefusedException;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.participants.DeadLetterSummary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.springframework.http.ProblemDetail;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.node.ObjectNode;

/** Calls the dead-letter endpoints of the four participants. */
@RequiredArgsConstructor
final class HttpParticipantDeadLetters implements ParticipantDeadLetters {

    private final ParticipantClients reading;

    /** With the timeout of redrives, which are sent at a limited rate. */
    private final ParticipantClients redriving;

    private final Unavailability unavailability;

    @Override
    public Page<DeadLetterSummary> page(
            Participant participant, String tenant, Map<String, String> filter, String after, int limit) {
        Map<String, String> query = new LinkedHashMap<>(filter);
        query.put("after", after);
        query.put("limit", String.valueOf(limit));
        return call(participant, () -> reading.of(participant).deadLetters(tenant, query));
    }

    @Override
    public Optional<ObjectNode> find(Participant participant, String tenant, String id) {
        return found(participant, () -> reading.of(participant).deadLetter(tenant, id));
    }

    @Override
    public Optional<ObjectNode> redrive(Participant participant, String tenant, String id) {
        try {
            return found(participant, () -> redriving.of(participant).redrive(tenant, id));
        } catch (HttpClientErrorException.Conflict refused) {
            ProblemDetail problem = refused.getResponseBodyAs(ProblemDetail.class);
            throw new RedriveRefusedException(
                    problem == null || problem.getDetail() == null
                            ? String.valueOf(refused.getMessage())
                            : problem.getDetail());
        }
    }

    @Override
    public RedriveReport redrive(Participant participant, String tenant, Map<String, Object> selection) {
        return call(participant, () -> redriving.of(participant).redrive(tenant, selection));
    }

    private Optional<ObjectNode> found(Participant participant, Supplier<ObjectNode> call) {
        try {
            return Optional.of(call.get());
        } catch (HttpClientErrorException.NotFound none) {
            return Optional.empty();
        } catch (HttpClientErrorException.Conflict refused) {
            throw refused;
        } catch (RestClientException failure) {
            throw unavailability.of(participant, failure);
        }
    }

    private <T> T call(Participant participant, Supplier<T> call) {
        try {
            return call.get();
        } catch (RestClientException failure) {
            throw unavailability.of(participant, failure);
        }
    }
}
