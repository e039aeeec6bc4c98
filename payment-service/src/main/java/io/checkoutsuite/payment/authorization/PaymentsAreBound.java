package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.events.ContradictingEventException;

/** A checkout attempt was rolled back although its payments are part of an order. */
public final class PaymentsAreBound extends ContradictingEventException {

    PaymentsAreBound(String requestId) {
        super("%s was rolled back, but its payments are part of an order and are not reversed".formatted(requestId));
    }
}
