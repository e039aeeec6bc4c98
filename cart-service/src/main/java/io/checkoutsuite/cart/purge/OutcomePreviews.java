package io.checkoutsuite.cart.purge;

import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.EventPreview;
import java.util.List;
import java.util.Map;

/** Previews what outcome events would change in the participants if they were applied now. Changes nothing. */
@FunctionalInterface
public interface OutcomePreviews {

    /**
     * The previews of each event by participant, in the order of the events.
     *
     * @throws io.checkoutsuite.web.participants.ParticipantUnavailableException if a participant is unavailable
     */
    List<Map<String, EventPreview>> preview(String tenant, List<OutboxEntry> events);
}
