package io.checkoutsuite.messaging.deadletter;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * A record that a listener could not apply, stored until an operator handles it. Its texts are short and printable, whatever bytes it had.
 *
 * @param id dead-letter topic, time, partition and offset
 * @param tenant the tenant that the record names; empty if it names none
 * @param origin the topic that the record came from and is sent back to
 * @param key as printable text; null if the record has none
 * @param keyBytes as received
 * @param reason the failure that the listener reported
 * @param headers as received, without those that describe the failure
 * @param body null if the record has none; only its beginning if the record is too large to be stored here
 * @param bodyBytes the size of the full body, as far as known
 * @param fullRecord where the full record is; null if it is completely stored here
 * @param redrives how often it has been redriven
 */
public record DeadLetter(
        @Id String id,
        String tenant,
        String origin,
        @Nullable String eventId,
        @Nullable String type,
        @Nullable String requestId,
        @Nullable String key,
        byte @Nullable [] keyBytes,
        String reason,
        @Nullable String stack,
        List<Header> headers,
        byte @Nullable [] body,
        long bodyBytes,
        @Nullable RecordPosition fullRecord,
        int redrives,
        State state,
        Instant parkedAt) {

    /** Whether an operator still has to handle it. */
    public enum State {
        PARKED,
        REDRIVEN
    }

    /** A header of the record; neither its name nor its value is trusted. */
    public record Header(String name, byte @Nullable [] value) {}

    /** The position of a record. */
    public record RecordPosition(String topic, int partition, long offset) {}

    /** The headers as printable text. */
    public Map<String, String> headerTexts() {
        Map<String, String> texts = new TreeMap<>();
        headers.forEach(header -> texts.put(
                StoredText.printable(header.name()), header.value() == null ? "" : StoredText.of(header.value())));
        return texts;
    }

    /** The body as text, or as Base64 if it is not text; null if there is none. */
    public @Nullable String bodyText() {
        return body == null ? null : isText() ? StoredText.utf8(body).orElse("") : StoredText.base64(body);
    }

    /** Whether the body is text. */
    public boolean isText() {
        return body != null && StoredText.utf8(body).isPresent();
    }

    DeadLetter redriven() {
        return new DeadLetter(
                id,
                tenant,
                origin,
                eventId,
                type,
                requestId,
                key,
                keyBytes,
                reason,
                stack,
                headers,
                body,
                bodyBytes,
                fullRecord,
                redrives + 1,
                State.REDRIVEN,
                parkedAt);
    }
}
