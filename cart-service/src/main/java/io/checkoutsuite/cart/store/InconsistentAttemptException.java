package io.checkoutsuite.cart.store;

/** A stored attempt lacks a field that its state needs, so its cart cannot be read. */
final class InconsistentAttemptException extends RuntimeException {

    InconsistentAttemptException(String message) {
        super(message);
    }
}
