package io.checkoutsuite.stack;

/** The stack cannot start for a reason its user can mend; the message says which. */
public final class StackRefused extends RuntimeException {

    public StackRefused(String message) {
        super(message);
    }
}
