package io.checkoutsuite.web.checkout;

/** The cart service did not return the states of all checkouts. */
public final class CheckoutStatesUnavailableException extends RuntimeException {

    CheckoutStatesUnavailableException(String message) {
        super(message);
    }

    CheckoutStatesUnavailableException(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
