package io.checkoutsuite.workqueue.node;

/** This node does not take items or acquire locks. Nothing was taken or acquired for the caller. */
public final class NotParticipatingException extends IllegalStateException {

    NotParticipatingException() {
        super("This node does not participate: it neither takes items from queues nor acquires locks");
    }
}
