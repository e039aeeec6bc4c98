package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.payment.Payment;
import java.util.function.UnaryOperator;

/** Part of an order: nothing reverses it automatically. Its payments are captured and refunded. */
public record Bound(AttemptedPayments attempted) implements HeldAuthorization {

    @Override
    public AuthorizationState state() {
        return AuthorizationState.BOUND;
    }

    @Override
    public Bound with(AttemptedPayments next) {
        return new Bound(next);
    }

    public Bound withPayment(String paymentId, UnaryOperator<Payment> change) {
        return new Bound(attempted.next(payments().stream()
                .map(payment -> payment.paymentId().equals(paymentId) ? change.apply(payment) : payment)
                .toList()));
    }
}
