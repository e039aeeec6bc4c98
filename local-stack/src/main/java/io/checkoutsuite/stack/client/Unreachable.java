package io.checkoutsuite.stack.client;

/** A service did not answer, though it was asked several times. */
public final class Unreachable extends RuntimeException {

    public Unreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
