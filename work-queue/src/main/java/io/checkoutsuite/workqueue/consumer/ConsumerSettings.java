package io.checkoutsuite.workqueue.consumer;

import io.checkoutsuite.workqueue.queue.WorkQueue;
import java.time.Duration;
import org.springframework.core.retry.RetryPolicy;

/**
 * How a node handles the items of a queue.
 *
 * @param parallelism how many items are handled at the same time; 1 to 200
 * @param retries the delays after failed attempts, and which failures no retry can help. An item is parked when the policy ends, or after the attempts
 *     that the queue allows
 * @param handlingLimit how long the lease of an item is extended while it is handled
 * @param stopTimeout how long a stopping node waits for the items that it has begun
 */
public record ConsumerSettings(int parallelism, RetryPolicy retries, Duration handlingLimit, Duration stopTimeout) {

    public ConsumerSettings {
        if (parallelism < 1 || parallelism > WorkQueue.MOST_TAKEN) {
            throw new IllegalArgumentException(
                    "A consumer handles 1 to %d items at a time, not %d".formatted(WorkQueue.MOST_TAKEN, parallelism));
        }
        if (handlingLimit.isNegative() || stopTimeout.isNegative()) {
            throw new IllegalArgumentException(
                    "handlingLimit and stopTimeout must not be negative, but they are %s and %s"
                            .formatted(handlingLimit, stopTimeout));
        }
    }

    /** Retries after 1 s, 2 s, 4 s and so on, at most 5 minutes; items are handled for up to 5 minutes; a stop waits up to 20 seconds. */
    public static ConsumerSettings of(int parallelism) {
        return new ConsumerSettings(
                parallelism,
                RetryPolicy.builder()
                        .maxRetries(Long.MAX_VALUE)
                        .delay(Duration.ofSeconds(1))
                        .multiplier(2)
                        .maxDelay(Duration.ofMinutes(5))
                        .build(),
                Duration.ofMinutes(5),
                Duration.ofSeconds(20));
    }

    public ConsumerSettings withRetries(RetryPolicy retries) {
        return new ConsumerSettings(parallelism, retries, handlingLimit, stopTimeout);
    }

    public ConsumerSettings withHandlingLimit(Duration handlingLimit) {
        return new ConsumerSettings(parallelism, retries, handlingLimit, stopTimeout);
    }

    public ConsumerSettings withStopTimeout(Duration stopTimeout) {
        return new ConsumerSettings(parallelism, retries, handlingLimit, stopTimeout);
    }
}
