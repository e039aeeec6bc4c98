package io.checkoutsuite.operations.replay;

import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.operations.participant.Participant;
import java.util.List;
import java.util.Map;

/**
 * The preview of a replay.
 *
 * @param matched how many attempts match the filter
 * @param withoutEvent how many of them have no event; each of these would stop the replay
 * @param changes the first changes
 * @param attemptsWithoutEvent the first attempts without an event
 */
public record ReplayDryRun(
        boolean dryRun,
        long matched,
        long withoutEvent,
        Map<Participant, PreviewCounts> services,
        List<EventChange> changes,
        List<AttemptWithoutEvent> attemptsWithoutEvent) {

    public ReplayDryRun {
        changes = List.copyOf(changes);
        attemptsWithoutEvent = List.copyOf(attemptsWithoutEvent);
    }

    /** What one event would change in one service. */
    public record EventChange(String eventId, Participant service, EventPreview.Kind kind, String description) {}

    /** An attempt for which no event can be created. */
    public record AttemptWithoutEvent(String requestId, String reason) {}
}
