package io.checkoutsuite.stack;

/** The stack cannot start or cannot be reached. The user can fix the cause, which the message states. */
public final class StackStartException extends RuntimeException {

    public StackStartException(String message) {
        super(message);
    }
}
