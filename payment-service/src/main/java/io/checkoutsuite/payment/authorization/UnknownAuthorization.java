package io.checkoutsuite.payment.authorization;

/** A completed checkout was paid with something that this service does not know, or has given back. */
public final class UnknownAuthorization extends RuntimeException {

    UnknownAuthorization(String message) {
        super(message);
    }
}
