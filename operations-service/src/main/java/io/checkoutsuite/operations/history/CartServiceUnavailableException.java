package io.checkoutsuite.operations.history;

/**
 * The cart service did not respond, or its response is incomplete or cannot be read. Nothing may be concluded from it, in particular not that a
 * checkout is unknown.
 */
public final class CartServiceUnavailableException extends IllegalStateException {

    public CartServiceUnavailableException(Throwable cause) {
        super("cart does not answer, so its checkouts are unknown: " + cause.getMessage(), cause);
    }
}
