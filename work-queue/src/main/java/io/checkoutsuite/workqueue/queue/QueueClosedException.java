package io.checkoutsuite.workqueue.queue;

/** This node has closed the queue. Nothing was added or taken for the caller. */
public final class QueueClosedException extends IllegalStateException {

    QueueClosedException(String queue) {
        super("The work queue " + queue + " is closed on this node");
    }
}
