package io.checkoutsuite.web.participants;

import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.web.participants.ParticipantClient.Event;
import io.checkoutsuite.web.participants.ParticipantClient.PreviewRequest;
import io.checkoutsuite.web.participants.ParticipantClient.PreviewedEvent;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.web.client.RestClientException;

/** Previews any number of events in one participant, with at most as many events per call as it accepts. */
@RequiredArgsConstructor
public final class EventPreviewCalls {

    private static final int MAX_EVENTS_PER_CALL = 100;

    /** In characters. A call with a single event may be longer. */
    private static final int MAX_CALL_LENGTH = 1024 * 1024;

    private final ParticipantClient participant;

    /**
     * Returns one preview for each event, in the order of the events.
     *
     * @throws RestClientException if the participant is unavailable, or does not preview every event
     */
    public List<EventPreview> preview(String tenant, List<Event> events) {
        List<EventPreview> previews = new ArrayList<>();
        while (previews.size() < events.size()) {
            List<Event> call = events.subList(previews.size(), endOfCall(events, previews.size()));
            List<PreviewedEvent> items =
                    participant.preview(tenant, new PreviewRequest(call)).items();
            if (items.size() != call.size()) {
                throw new RestClientException(
                        "It returned " + items.size() + " previews of " + call.size() + " events");
            }
            items.forEach(item -> previews.add(new EventPreview(item.kind(), item.description())));
        }
        return previews;
    }

    static int endOfCall(List<Event> events, int from) {
        int end = from + 1;
        long length = length(events.get(from));
        while (end < events.size() && end - from < MAX_EVENTS_PER_CALL) {
            length += length(events.get(end));
            if (length > MAX_CALL_LENGTH) {
                break;
            }
            end++;
        }
        return end;
    }

    private static int length(Event event) {
        return event.body().toString().length();
    }
}
