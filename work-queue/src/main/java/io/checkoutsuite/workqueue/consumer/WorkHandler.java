package io.checkoutsuite.workqueue.consumer;

import io.checkoutsuite.workqueue.queue.LeasedItem;

/** Does the work of an item. It may be called again for the same item, also while an earlier call is still running on a node that was stopped. */
@FunctionalInterface
public interface WorkHandler {

    /**
     * Returns when the work is done. The thread is interrupted if the item no longer belongs to this node.
     *
     * @throws Exception if the work has failed; it is repeated later, or the item is parked
     */
    void handle(LeasedItem item) throws Exception;
}
