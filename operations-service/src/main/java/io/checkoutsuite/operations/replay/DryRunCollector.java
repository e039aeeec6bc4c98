package io.checkoutsuite.operations.replay;

import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.operations.history.NoOutcomeEvent;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.history.OutcomeRecord;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.operations.participant.Participants;
import io.checkoutsuite.web.participants.ParticipantUnavailableException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects the previews of the events that a replay would publish. */
final class DryRunCollector {

    private static final int MAX_SHOWN = 100;

    private final Participants participants;
    private final ReplaySpec spec;
    private final Map<Participant, PreviewCounts> counts = new EnumMap<>(Participant.class);
    private final List<ReplayDryRun.EventChange> changes = new ArrayList<>();
    private final List<ReplayDryRun.AttemptWithoutEvent> attemptsWithoutEvent = new ArrayList<>();
    private long withoutEvent;

    DryRunCollector(Participants participants, ReplaySpec spec) {
        this.participants = participants;
        this.spec = spec;
        spec.targets().forEach(participant -> counts.put(participant, PreviewCounts.NONE));
    }

    /** @throws ParticipantUnavailableException if a participant is unavailable, because the preview would be incomplete */
    void add(List<OutcomeRecord> page) {
        List<OutcomeEvent> events = new ArrayList<>();
        for (OutcomeRecord outcome : page) {
            switch (outcome) {
                case OutcomeEvent event -> events.add(event);
                case NoOutcomeEvent none -> addWithoutEvent(none);
            }
        }
        if (events.isEmpty()) {
            return;
        }
        participants.preview(spec.tenant(), spec.targets(), events).forEach((participant, previews) -> {
            counts.merge(participant, PreviewCounts.of(previews), PreviewCounts::plus);
            addChanges(participant, events, previews);
        });
    }

    private void addWithoutEvent(NoOutcomeEvent none) {
        withoutEvent++;
        if (attemptsWithoutEvent.size() < MAX_SHOWN) {
            attemptsWithoutEvent.add(new ReplayDryRun.AttemptWithoutEvent(none.requestId(), none.reason()));
        }
    }

    private void addChanges(Participant participant, List<OutcomeEvent> events, List<EventPreview> previews) {
        for (int i = 0; i < events.size() && changes.size() < MAX_SHOWN; i++) {
            EventPreview preview = previews.get(i);
            if (preview.kind() != EventPreview.Kind.NOTHING) {
                changes.add(new ReplayDryRun.EventChange(
                        events.get(i).eventId(), participant, preview.kind(), preview.description()));
            }
        }
    }

    ReplayDryRun result(long matched) {
        return new ReplayDryRun(true, matched, withoutEvent, counts, changes, attemptsWithoutEvent);
    }
}
