package io.checkoutsuite.web.checkout;

/** The cart service did not say what became of some checkouts. */
public final class CheckoutStatesUnavailableException extends RuntimeException {

    CheckoutStatesUnavailableException(String message) {
        super(message);
    }

    CheckoutStatesUnavailableException(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
