package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.events.ContradictingEventException;

/** A checkout attempt claims to be given up, although its payments have become part of an order. */
public final class PaymentsAreBound extends ContradictingEventException {

    PaymentsAreBound(String requestId) {
        super("%s was rolled back, but its payments are part of an order and are left alone".formatted(requestId));
    }
}
