package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.events.ContradictingEventException;

/** A completion was delivered for a checkout whose stock was released for good. One of the two events is wrong, so an operator must investigate. */
public final class CheckoutAlreadyRolledBackException extends ContradictingEventException {

    CheckoutAlreadyRolledBackException(String requestId) {
        super("The stock of checkout " + requestId + " was already released; it cannot be sold under the same request");
    }
}
