package io.checkoutsuite.offer.usage;

import io.checkoutsuite.events.ContradictingEventException;

/** A completion of a checkout whose offer uses were given back for good: one of the two events is wrong, and a person has to see it. */
public final class CheckoutAlreadyRolledBackException extends ContradictingEventException {

    CheckoutAlreadyRolledBackException(String requestId) {
        super("The offer uses of checkout " + requestId
                + " were given back before; they cannot be committed under the same request");
    }
}
