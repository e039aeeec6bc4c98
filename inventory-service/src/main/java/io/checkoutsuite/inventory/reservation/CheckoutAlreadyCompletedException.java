package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.events.ContradictingEventException;

/** A rollback was delivered for a checkout whose stock is sold. One of the two events is wrong, so an operator must investigate. */
public final class CheckoutAlreadyCompletedException extends ContradictingEventException {

    CheckoutAlreadyCompletedException(String requestId) {
        super("The stock of checkout " + requestId + " is sold; only a cancellation of the order releases it");
    }
}
