package io.checkoutsuite.operations.participant;

import io.checkoutsuite.messaging.deadletter.RedriveReport;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.participants.DeadLetterSummary;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The dead letters that each participant keeps. Every method throws a
 * {@link io.checkoutsuite.web.participants.ParticipantUnavailableException} if the participant is unavailable.
 */
public interface ParticipantDeadLetters {

    /**
     * The next dead letters of a participant.
     *
     * @param filter topic, type, requestId, reason and state, as far as they are set
     * @param after the id of the last letter of the previous page; empty for the first page
     */
    Page<DeadLetterSummary> page(
            Participant participant, String tenant, Map<String, String> filter, String after, int limit);

    /** The dead letter with its content; empty if the participant has none with this id. */
    Optional<ObjectNode> find(Participant participant, String tenant, String id);

    /**
     * Sends a dead letter to its topic again.
     *
     * @throws RedriveRefusedException if its state does not allow it
     */
    Optional<ObjectNode> redrive(Participant participant, String tenant, String id);

    /**
     * Sends the selected dead letters of a participant to their topics again.
     *
     * @param selection the body of the participant's own request
     */
    RedriveReport redrive(Participant participant, String tenant, Map<String, Object> selection);
}
