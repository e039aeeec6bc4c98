package io.checkoutsuite.offer.usage;

import io.checkoutsuite.events.ContradictingEventException;

/**
 * A completion was delivered for a checkout whose offer uses were released for good. One of the two events is wrong, so an operator must
 * investigate.
 */
public final class CheckoutAlreadyRolledBackException extends ContradictingEventException {

    CheckoutAlreadyRolledBackException(String requestId) {
        super("The offer uses of checkout " + requestId
                + " were already released; they cannot be committed under the same request");
    }
}
