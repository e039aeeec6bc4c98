package io.checkoutsuite.cart.replay;

import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.EventPreview;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Previews what events would change in the participants if they were applied now. Changes nothing. */
public interface ParticipantPreviews {

    /** The names of all participants: order, inventory, offer, payment. */
    List<String> services();

    /**
     * Queries the named participants concurrently.
     *
     * @return the results by participant, in the given order
     */
    Map<String, PreviewResult> preview(String tenant, Collection<String> services, List<OutboxEntry> events);

    /** The result of one participant. */
    sealed interface PreviewResult {}

    /**
     * The previews of a participant.
     *
     * @param previews one for each event, in the order of the events
     */
    record Previewed(List<EventPreview> previews) implements PreviewResult {

        public Previewed {
            previews = List.copyOf(previews);
        }
    }

    /** The participant is unavailable, so its previews are unknown. */
    record Unavailable(String reason) implements PreviewResult {}
}
