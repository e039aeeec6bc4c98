package io.checkoutsuite.events;

/**
 * An event contradicts one that was applied before it. No retry can change that, so its message is parked immediately for an operator, and the
 * messages behind it do not wait.
 */
public abstract class ContradictingEventException extends RuntimeException {

    protected ContradictingEventException(String message) {
        super(message);
    }
}
