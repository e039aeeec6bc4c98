package io.checkoutsuite.offer.usage;

import io.checkoutsuite.events.ContradictingEventException;

/** A rollback was delivered for a checkout whose offer uses are committed. One of the two events is wrong, so an operator must investigate. */
public final class CheckoutAlreadyCompletedException extends ContradictingEventException {

    CheckoutAlreadyCompletedException(String requestId) {
        super("The offer uses of checkout " + requestId + " belong to an order");
    }
}
