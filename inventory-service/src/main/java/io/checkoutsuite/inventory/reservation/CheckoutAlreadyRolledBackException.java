package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.events.ContradictingEventException;

/** A completion of a checkout whose stock was given back for good: one of the two events is wrong, and a person has to see it. */
public final class CheckoutAlreadyRolledBackException extends ContradictingEventException {

    CheckoutAlreadyRolledBackException(String requestId) {
        super("The stock of checkout " + requestId
                + " was given back before; it cannot be sold under the same request");
    }
}
