package io.checkoutsuite.stack.client;

/** A service did not respond, even after several attempts. */
public final class ServiceUnreachableException extends RuntimeException {

    public ServiceUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
