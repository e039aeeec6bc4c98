package io.checkoutsuite.workqueue.queue;

import io.checkoutsuite.limits.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An item that is to be added to a queue.
 *
 * @param key items with the same key are delivered one after the other, in the order in which they were added; null if the order does not matter
 * @param payload any text, as JSON; queues limit its length
 */
public record NewItem(@Nullable String key, String payload) {

    /** The maximum length of a key, in characters. */
    public static final int MAX_KEY_LENGTH = 128;

    /**
     * @throws NullPointerException if there is no payload
     * @throws IllegalArgumentException if the key is blank, too long or not printable, or if the payload cannot be encoded in UTF-8
     */
    public NewItem {
        Objects.requireNonNull(payload, "An item has a payload");
        if (key != null) {
            requireKey(key);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(payload)) {
            throw new IllegalArgumentException("A payload must not contain lone surrogates");
        }
    }

    /** An item without a key. */
    public static NewItem of(String payload) {
        return new NewItem(null, payload);
    }

    public static NewItem of(String key, String payload) {
        return new NewItem(Objects.requireNonNull(key, "A key"), payload);
    }

    private static void requireKey(String key) {
        if (key.isBlank() || key.length() > MAX_KEY_LENGTH || !Texts.isPrintable(key)) {
            throw new IllegalArgumentException(
                    "A key has 1 to %d printable characters and is not blank, but this one has %d characters"
                            .formatted(MAX_KEY_LENGTH, key.length()));
        }
    }

    /** The length of the payload in bytes, encoded in UTF-8. */
    int payloadBytes() {
        return payload.getBytes(StandardCharsets.UTF_8).length;
    }
}
