package io.checkoutsuite.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * A record that a listener could not apply, kept until an operator has seen to it. Whatever bytes it had, its texts are short and printable.
 *
 * @param id dead-letter topic, time, partition and offset
 * @param tenant as the record says; empty if it does not say
 * @param origin the topic it came from, and is sent back to
 * @param key in words; null if it has none
 * @param keyBytes as it arrived
 * @param reason what the listener said
 * @param headers as they arrived, without those that say why it is here
 * @param body null if it has none; only its beginning if the whole is too large to be kept here
 * @param bodyBytes how long the whole body is, as far as known
 * @param whole where the whole record is; null if it is all here
 * @param redrives how often it has been sent again
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
        @Nullable Place whole,
        int redrives,
        State state,
        Instant parkedAt) {

    /** Whether somebody still has to see to it. */
    public enum State {
        PARKED,
        REDRIVEN
    }

    /** A header of the record; its name as well is anybody's word. */
    public record Header(String name, byte @Nullable [] value) {}

    /** Where a record is. */
    public record Place(String topic, int partition, long offset) {}

    /** The headers in words, as people read them. */
    public Map<String, String> headerTexts() {
        Map<String, String> texts = new TreeMap<>();
        headers.forEach(header -> texts.put(
                StoredText.printable(header.name()), header.value() == null ? "" : StoredText.of(header.value())));
        return texts;
    }

    /** The body in words: text where it is text, else Base64; null if there is none. */
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
                whole,
                redrives + 1,
                State.REDRIVEN,
                parkedAt);
    }
}
