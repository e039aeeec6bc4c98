package io.checkoutsuite.workqueue.operations;

import io.checkoutsuite.workqueue.queue.WorkQueueSettings;
import java.util.List;
import lombok.RequiredArgsConstructor;

/** What operators do with queues. Nodes notice it by themselves. */
@RequiredArgsConstructor
public final class WorkQueueOperations {

    private static final int MOST_LISTED = 1_000;

    private final QueueStore store;
    private final Capacities capacities;

    /** @throws IllegalArgumentException if there is no such queue */
    public QueueFigures figures(String queue) {
        int capacity = store.find(queue)
                .orElseThrow(() -> new IllegalArgumentException("There is no work queue " + queue))
                .capacity();
        return new QueueFigures(
                queue,
                capacity,
                store.countItems(queue),
                store.countFree(queue),
                store.countParked(queue),
                store.oldestAddedAt(queue).orElse(null));
    }

    /**
     * Changes how many items the queue may have, on all nodes at once. If it has more, they stay, and there is room for new ones only after the oldest ones
     * have been acknowledged.
     *
     * @param capacity 1 to 100,000
     * @throws IllegalArgumentException if there is no such queue
     */
    public void changeCapacity(String queue, int capacity) {
        WorkQueueSettings.requireCapacity(capacity);
        capacities.change(queue, capacity);
    }

    /**
     * The parked items of a queue, in the order of their numbers.
     *
     * @param after the number of the last item of the page before, or 0
     * @param limit 1 to 1,000
     */
    public List<ParkedItem> parked(String queue, long after, int limit) {
        if (limit < 1 || limit > MOST_LISTED) {
            throw new IllegalArgumentException("A page has 1 to %d items, not %d".formatted(MOST_LISTED, limit));
        }
        return store.parked(queue, after, limit);
    }

    /** Has a parked item delivered again, with all its attempts and before later items with its key. Returns false if it is not parked. */
    public boolean redrive(String queue, long number) {
        return store.redrive(queue, number);
    }

    /** Removes a parked item, so that later items with its key are delivered. Returns false if it is not parked. */
    public boolean drop(String queue, long number) {
        return store.drop(queue, number);
    }
}
