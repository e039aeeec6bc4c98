package io.checkoutsuite.workqueue.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item that waits for an operator. It stays in its queue, and later items with its key wait behind it.
 *
 * @param number identifies it in its queue
 * @param attempts how often it was delivered
 * @param reason why it was parked
 */
public record ParkedItem(
        long number,
        @Nullable String key,
        String payload,
        int attempts,
        String reason,
        Instant addedAt,
        Instant parkedAt) {}
