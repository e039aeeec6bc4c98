package io.checkoutsuite.workqueue.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A queue at a moment; the figures are read one after the other.
 *
 * @param capacity how many items it may have
 * @param size how many it has, including those that are leased, delayed or parked
 * @param free how many more there is room for
 * @param parked how many items wait for an operator
 * @param oldestAddedAt when the first item in its order was added; null if there is none
 */
public record QueueFigures(
        String queue,
        int capacity,
        int size,
        int free,
        int parked,
        @Nullable Instant oldestAddedAt) {}
