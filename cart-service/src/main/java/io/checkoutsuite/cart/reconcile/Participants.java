package io.checkoutsuite.cart.reconcile;

import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.messaging.preview.TimeRange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The participants, as the reconciliation queries them. */
public interface Participants {

    /**
     * Previews what each event would change in each participant, in the order of the events.
     *
     * @throws ParticipantUnavailableException if a participant is unavailable
     */
    List<Map<Participant, EventPreview>> preview(String tenant, List<OutboxEntry> events);

    /**
     * The next resources that a participant holds after the given id, ordered by id.
     *
     * @param created when the resource was first created; null for any time
     * @throws ParticipantUnavailableException if the participant is unavailable
     */
    List<HeldResource> heldResources(
            Participant participant, String tenant, @Nullable TimeRange created, String after, int limit);
}
