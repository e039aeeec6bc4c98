package io.checkoutsuite.payment.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.Payment;
import io.checkoutsuite.payment.authorization.PaymentStatus;
import io.checkoutsuite.payment.authorization.Purpose;
import io.checkoutsuite.payment.authorization.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An authorization as services and operators see it. */
record AuthorizationView(
        String requestId,
        State state,
        @Nullable String cartId,
        @Nullable String orderNumber,
        @Nullable Money total,
        List<Line> payments,
        @Nullable List<AuthorizationController.Failure> failures,
        @Nullable Instant createdAt) {

    record Line(String paymentId, String gateway, Money amount, PaymentStatus status) {

        static Line of(Payment payment) {
            return new Line(payment.paymentId(), payment.gateway(), payment.amount(), payment.status());
        }
    }

    static AuthorizationView of(Authorization authorization) {
        Purpose purpose = authorization.purpose();
        return new AuthorizationView(
                authorization.requestId(),
                authorization.state(),
                purpose == null ? null : purpose.cartId(),
                purpose == null ? null : purpose.orderNumber(),
                purpose == null ? null : purpose.total(),
                authorization.payments().stream().map(Line::of).toList(),
                authorization.declines().isEmpty()
                        ? null
                        : AuthorizationController.Failure.of(authorization.declines()),
                authorization.createdAt());
    }

    /** The response to the checkout. It is always the same: payments that have been bound since are reported as authorized. */
    static AuthorizationView authorized(Authorization authorization) {
        return new AuthorizationView(
                authorization.requestId(),
                State.AUTHORIZED,
                null,
                null,
                null,
                authorization.payments().stream().map(Line::of).toList(),
                null,
                null);
    }
}
