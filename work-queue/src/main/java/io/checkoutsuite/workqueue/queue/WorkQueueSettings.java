package io.checkoutsuite.workqueue.queue;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How a node uses a queue.
 *
 * @param name up to 64 lower-case letters, digits, dots and hyphens
 * @param initialCapacity how many items the queue has room for, if it does not exist yet. The capacity of an existing queue is the stored one; only
 *     operators change it
 * @param visibility how long a delivered item belongs to its consumer; at least 10 ms, at most a day
 * @param maxAttempts an item that was delivered so often, and not acknowledged, is parked
 * @param maxPayloadBytes the maximum length of a payload, encoded in UTF-8
 * @param pollInterval how often a node with waiting callers looks for what other nodes have done; at most 500 ms
 */
public record WorkQueueSettings(
        String name,
        int initialCapacity,
        Duration visibility,
        int maxAttempts,
        int maxPayloadBytes,
        Duration pollInterval) {

    public static final int MAX_CAPACITY = 100_000;
    public static final int MAX_PAYLOAD_BYTES = 256 * 1024;
    public static final int MAX_ATTEMPTS = 1_000;
    public static final Duration SHORTEST_VISIBILITY = Duration.ofMillis(10);
    public static final Duration LONGEST_VISIBILITY = Duration.ofDays(1);
    public static final Duration LONGEST_POLL_INTERVAL = Duration.ofMillis(500);

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

    /** @throws IllegalArgumentException naming the value that is not allowed */
    public WorkQueueSettings {
        requireName(name);
        requireCapacity(initialCapacity);
        requireVisibility(visibility);
        require(maxAttempts >= 1 && maxAttempts <= MAX_ATTEMPTS, "maxAttempts is 1 to " + MAX_ATTEMPTS, maxAttempts);
        require(
                maxPayloadBytes >= 1 && maxPayloadBytes <= MAX_PAYLOAD_BYTES,
                "maxPayloadBytes is 1 to " + MAX_PAYLOAD_BYTES,
                maxPayloadBytes);
        require(
                pollInterval.toMillis() >= 1 && pollInterval.compareTo(LONGEST_POLL_INTERVAL) <= 0,
                "pollInterval is 1 ms to " + LONGEST_POLL_INTERVAL,
                pollInterval);
    }

    /** With a visibility of 30 seconds, 10 attempts, payloads of up to 64 KiB, and a look at the database four times a second. */
    public static WorkQueueSettings of(String name, int initialCapacity) {
        return new WorkQueueSettings(
                name, initialCapacity, Duration.ofSeconds(30), 10, 64 * 1024, Duration.ofMillis(250));
    }

    public WorkQueueSettings withVisibility(Duration visibility) {
        return new WorkQueueSettings(name, initialCapacity, visibility, maxAttempts, maxPayloadBytes, pollInterval);
    }

    public WorkQueueSettings withMaxAttempts(int maxAttempts) {
        return new WorkQueueSettings(name, initialCapacity, visibility, maxAttempts, maxPayloadBytes, pollInterval);
    }

    public WorkQueueSettings withMaxPayloadBytes(int maxPayloadBytes) {
        return new WorkQueueSettings(name, initialCapacity, visibility, maxAttempts, maxPayloadBytes, pollInterval);
    }

    public WorkQueueSettings withPollInterval(Duration pollInterval) {
        return new WorkQueueSettings(name, initialCapacity, visibility, maxAttempts, maxPayloadBytes, pollInterval);
    }

    /** @throws IllegalArgumentException if no queue can have this name */
    public static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name of a queue has up to 64 lower-case letters, digits, dots and hyphens, and begins with a letter or a digit");
        }
    }

    /** @throws IllegalArgumentException if no queue can have this capacity */
    public static void requireCapacity(int capacity) {
        require(capacity >= 1 && capacity <= MAX_CAPACITY, "The capacity is 1 to " + MAX_CAPACITY, capacity);
    }

    static void requireVisibility(Duration visibility) {
        require(
                visibility.compareTo(SHORTEST_VISIBILITY) >= 0 && visibility.compareTo(LONGEST_VISIBILITY) <= 0,
                "visibility is " + SHORTEST_VISIBILITY + " to " + LONGEST_VISIBILITY,
                visibility);
    }

    private static void require(boolean allowed, String rule, Object given) {
        if (!allowed) {
            throw new IllegalArgumentException(rule + ", not " + given);
        }
    }
}
