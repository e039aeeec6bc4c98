package io.checkoutsuite.payment.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.AuthorizationState;
import io.checkoutsuite.payment.authorization.Payment;
import io.checkoutsuite.payment.authorization.PaymentPurpose;
import io.checkoutsuite.payment.authorization.PaymentStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An authorization as services and operators see it. */
record AuthorizationResponse(
        String requestId,
        AuthorizationState state,
        @Nullable String cartId,
        @Nullable String orderNumber,
        @Nullable Money total,
        List<PaymentItem> payments,
        @Nullable List<AuthorizationController.Failure> failures,
        @Nullable Instant createdAt) {

    record PaymentItem(String paymentId, String gateway, Money amount, PaymentStatus status) {

        static PaymentItem of(Payment payment) {
            return new PaymentItem(payment.paymentId(), payment.gateway(), payment.amount(), payment.status());
        }
    }

    static AuthorizationResponse of(Authorization authorization) {
        PaymentPurpose purpose = authorization.purpose();
        return new AuthorizationResponse(
                authorization.requestId(),
                authorization.state(),
                purpose == null ? null : purpose.cartId(),
                purpose == null ? null : purpose.orderNumber(),
                purpose == null ? null : purpose.total(),
                authorization.payments().stream().map(PaymentItem::of).toList(),
                authorization.declines().isEmpty()
                        ? null
                        : AuthorizationController.Failure.of(authorization.declines()),
                authorization.createdAt());
    }

    /** The response to the checkout. It is always the same: payments that have been bound since are reported as authorized. */
    static AuthorizationResponse authorized(Authorization authorization) {
        return new AuthorizationResponse(
                authorization.requestId(),
                AuthorizationState.AUTHORIZED,
                null,
                null,
                null,
                authorization.payments().stream().map(PaymentItem::of).toList(),
                null,
                null);
    }
}
