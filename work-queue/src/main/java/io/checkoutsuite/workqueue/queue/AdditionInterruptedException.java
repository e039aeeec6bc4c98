package io.checkoutsuite.workqueue.queue;

/** The thread was interrupted before all items of a list were added; those after the ones that were added are not in the queue. */
public final class AdditionInterruptedException extends InterruptedException {

    private final int added;

    AdditionInterruptedException(int added) {
        super(added + " items were added before the thread was interrupted");
        this.added = added;
    }

    /** How many items, from the beginning of the list, were added. */
    public int added() {
        return added;
    }
}
