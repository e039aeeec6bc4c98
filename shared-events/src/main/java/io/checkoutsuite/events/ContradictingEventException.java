package io.checkoutsuite.events;

/**
 * An event says the opposite of what was applied before it. No further attempt changes that, so its message is parked at once for an operator to
 * look at, and the messages behind it do not wait.
 */
public abstract class ContradictingEventException extends RuntimeException {

    protected ContradictingEventException(String message) {
        super(message);
    }
}
