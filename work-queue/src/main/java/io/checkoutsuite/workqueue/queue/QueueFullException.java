package io.checkoutsuite.workqueue.queue;

/** The queue has no room for another item. Nothing was added. */
public final class QueueFullException extends IllegalStateException {

    QueueFullException(String queue) {
        super("The work queue " + queue + " is full");
    }
}
