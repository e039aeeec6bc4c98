package io.checkoutsuite.cart.checkout;

/** This process does not run the attempt any more: another one has taken it over or decided it. */
final class LeaseLostException extends RuntimeException {

    LeaseLostException(String requestId) {
        super(requestId + " was taken over by another process");
    }
}
