package io.checkoutsuite.payment.reversal;

import io.checkoutsuite.events.ContradictingEventException;

/** A checkout attempt was rolled back although its payments are part of an order. */
public final class PaymentsAlreadyBoundException extends ContradictingEventException {

    PaymentsAlreadyBoundException(String requestId) {
        super("%s was rolled back, but its payments are part of an order and are not reversed".formatted(requestId));
    }
}
