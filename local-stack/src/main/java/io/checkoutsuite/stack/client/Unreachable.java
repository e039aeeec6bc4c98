package io.checkoutsuite.stack.client;

/** A service did not respond, even after several attempts. */
public final class Unreachable extends RuntimeException {

    public Unreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
