package io.checkoutsuite.workqueue.operations;

/**
 * A queue as it is stored.
 *
 * @param capacity how many items it may have
 * @param slots the capacity for which its slots were last counted; they differ while a change of the capacity is not finished
 */
public record QueueDefinition(String name, int capacity, int slots) {

    boolean isSettled() {
        return capacity == slots;
    }
}
