package io.checkoutsuite.cart.checkout;

/** This process no longer runs the attempt: another process has taken it over or decided it. */
final class LeaseLostException extends RuntimeException {

    LeaseLostException(String requestId) {
        super(requestId + " was taken over by another process");
    }
}
