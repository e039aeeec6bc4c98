package io.checkoutsuite.stack;

/** The stack cannot start or cannot be reached. The user can fix the cause, which the message states. */
public final class StackRefused extends RuntimeException {

    public StackRefused(String message) {
        super(message);
    }
}
