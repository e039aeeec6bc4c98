package io.checkoutsuite.operations.reconciliation;

import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.operations.participant.Participants;
import io.checkoutsuite.web.participants.ParticipantUnavailableException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** The previews of all participants, or none: a comparison with some of them would miss what the others lack. */
@Component
@RequiredArgsConstructor
class Previews {

    private final Participants participants;

    /**
     * What each event would change in each participant, in the order of the events.
     *
     * @throws ParticipantUnavailableException if a participant is unavailable
     */
    List<Map<Participant, EventPreview>> of(String tenant, List<OutcomeEvent> events) {
        List<Map<Participant, EventPreview>> previews = new ArrayList<>();
        events.forEach(event -> previews.add(new EnumMap<>(Participant.class)));
        if (events.isEmpty()) {
            return previews;
        }
        participants.preview(tenant, Participant.all(), events).forEach((participant, reported) -> {
            for (int i = 0; i < events.size(); i++) {
                previews.get(i).put(participant, reported.get(i));
            }
        });
        return previews;
    }

    static boolean isContradicted(Map<Participant, EventPreview> previews) {
        return previews.values().stream().anyMatch(EventPreview::wouldBeParked);
    }
}
