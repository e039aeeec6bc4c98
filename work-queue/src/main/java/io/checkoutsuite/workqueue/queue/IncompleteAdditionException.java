package io.checkoutsuite.workqueue.queue;

/**
 * The database failed, or the queue was closed, before all items of a list were added. The outcome of those after the ones that were certainly added is
 * unknown if the database failed.
 */
public final class IncompleteAdditionException extends RuntimeException {

    private final int added;

    IncompleteAdditionException(int added, RuntimeException cause) {
        super("%d items were added before this failure: %s".formatted(added, cause.getMessage()), cause);
        this.added = added;
    }

    /** How many items, from the beginning of the list, were certainly added. */
    public int added() {
        return added;
    }
}
