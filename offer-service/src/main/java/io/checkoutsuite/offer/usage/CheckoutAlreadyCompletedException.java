package io.checkoutsuite.offer.usage;

import io.checkoutsuite.events.ContradictingEventException;

/** A rollback of a checkout whose offer uses are committed: one of the two events is wrong, and a person has to see it. */
public final class CheckoutAlreadyCompletedException extends ContradictingEventException {

    CheckoutAlreadyCompletedException(String requestId) {
        super("The offer uses of checkout " + requestId + " belong to an order");
    }
}
