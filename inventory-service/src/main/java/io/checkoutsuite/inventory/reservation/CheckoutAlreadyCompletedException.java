package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.events.ContradictingEventException;

/** A rollback of a checkout whose stock is sold: one of the two events is wrong, and a person has to see it. */
public final class CheckoutAlreadyCompletedException extends ContradictingEventException {

    CheckoutAlreadyCompletedException(String requestId) {
        super("The stock of checkout " + requestId + " is sold; only a cancellation of the order gives it back");
    }
}
