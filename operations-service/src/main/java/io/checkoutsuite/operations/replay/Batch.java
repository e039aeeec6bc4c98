package io.checkoutsuite.operations.replay;

import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.text.Sha256;
import java.util.List;
import java.util.stream.Collectors;

/** The events that are published before they are verified together: one for each attempt, in the order of the attempts. */
record Batch(List<OutcomeEvent> events) {

    Batch {
        events = List.copyOf(events);
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    int size() {
        return events.size();
    }

    String lastRequestId() {
        return events.getLast().requestId();
    }

    /** The SHA-256 over the ids and digests of the events: equal only for the same events with the same bodies. */
    String digest() {
        return Sha256.hex(events.stream()
                .map(event -> event.eventId() + " " + event.digest() + "\n")
                .collect(Collectors.joining()));
    }
}
