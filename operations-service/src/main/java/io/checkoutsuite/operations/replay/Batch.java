package io.checkoutsuite.operations.replay;

import io.checkoutsuite.operations.history.OutcomeEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

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
        MessageDigest sha256 = sha256();
        for (OutcomeEvent event : events) {
            sha256.update((event.eventId() + " " + event.digest() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
