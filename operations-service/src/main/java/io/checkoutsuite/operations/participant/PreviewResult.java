package io.checkoutsuite.operations.participant;

import io.checkoutsuite.messaging.preview.EventPreview;
import java.util.List;

/** What a participant reports about events that it would apply. */
public sealed interface PreviewResult {

    /** @param previews one for each event, in the order of the events */
    record Previewed(List<EventPreview> previews) implements PreviewResult {

        public Previewed {
            previews = List.copyOf(previews);
        }
    }

    /** The participant is unavailable, so its previews are unknown. */
    record Unavailable(String reason) implements PreviewResult {}
}
