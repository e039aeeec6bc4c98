package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.events.ContradictingEventException;

/** A completed checkout was paid with something that this service does not know, or has given back. */
public final class UnknownAuthorization extends ContradictingEventException {

    UnknownAuthorization(String message) {
        super(message);
    }
}
