package io.checkoutsuite.workqueue.queue;

/**
 * The database failed during an operation on a queue, whose outcome is therefore unknown: an item may have been added or removed, or leased to
 * nobody. Nothing is lost by repeating the operation, but an item that is added again may be in the queue twice.
 */
public final class WorkQueueException extends RuntimeException {

    private final String queue;

    public WorkQueueException(String queue, RuntimeException cause) {
        super("The database failed during an operation on the work queue " + queue + ": " + cause.getMessage(), cause);
        this.queue = queue;
    }

    /** The same failure, with the stack of the calling thread. */
    WorkQueueException forCaller() {
        return getCause() instanceof RuntimeException cause ? new WorkQueueException(queue, cause) : this;
    }
}
