package io.checkoutsuite.operations.participant;

import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.operations.history.OutcomeEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the participants report about checkouts. An unavailable participant is never mistaken for one that holds or has applied nothing. */
public interface Participants {

    /**
     * Previews concurrently what the events would change in each of these participants if they were applied now; changes nothing.
     *
     * @return for each participant one preview for each event, in the order of the events
     * @throws io.checkoutsuite.web.participants.ParticipantUnavailableException if a participant is unavailable
     */
    Map<Participant, List<EventPreview>> preview(String tenant, Set<Participant> asked, List<OutcomeEvent> events);

    /** Queries concurrently what has been recorded about an attempt. Each of the asked ones has a result. */
    Map<Participant, ProcessingState> processingState(String tenant, String requestId, Set<Participant> asked);

    /**
     * The next resources that a participant holds after the given id, ordered by id.
     *
     * @param created when the resource was first created; null for any time
     * @throws io.checkoutsuite.web.participants.ParticipantUnavailableException if the participant is unavailable
     */
    List<HeldResource> heldResources(
            Participant participant, String tenant, @Nullable TimeRange created, String after, int limit);
}
