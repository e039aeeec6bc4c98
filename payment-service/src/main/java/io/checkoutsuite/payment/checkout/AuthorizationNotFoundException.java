package io.checkoutsuite.payment.checkout;

import io.checkoutsuite.events.ContradictingEventException;

/** A completed checkout refers to payments that this service does not know or has reversed. */
public final class AuthorizationNotFoundException extends ContradictingEventException {

    AuthorizationNotFoundException(String requestId, String state) {
        super("%s was submitted, but its payments are %s".formatted(requestId, state));
    }
}
