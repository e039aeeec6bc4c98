package io.checkoutsuite.workqueue.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item that was delivered. It belongs to the caller until the lease ends, and is delivered again after that.
 *
 * @param queue the name of the queue
 * @param number identifies the item in its queue, the same at every delivery: the key under which an effect is recorded as done
 * @param key of the item; null if it has none
 * @param attempt the number of this delivery, from 1; one that was released does not count
 * @param token the fencing token of this delivery, larger than that of every earlier delivery of this item and of earlier items with its key
 * @param addedAt by the clock of the database
 * @param leasedUntil by the clock of the database
 * @param slot where the item is stored
 */
public record LeasedItem(
        String queue,
        long number,
        @Nullable String key,
        String payload,
        int attempt,
        long token,
        Instant addedAt,
        Instant leasedUntil,
        int slot) {

    LeasedItem leasedUntil(Instant until) {
        return new LeasedItem(queue, number, key, payload, attempt, token, addedAt, until, slot);
    }
}
