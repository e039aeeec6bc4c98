package io.checkoutsuite.payment.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.AuthorizationState;
import io.checkoutsuite.payment.authorization.Awaiting;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.DeclinedPayment;
import io.checkoutsuite.payment.authorization.FailedAuthorization;
import io.checkoutsuite.payment.authorization.HeldAuthorization;
import io.checkoutsuite.payment.authorization.Tombstone;
import io.checkoutsuite.payment.authorization.Waiting;
import io.checkoutsuite.payment.gateway.NextAction;
import io.checkoutsuite.payment.payment.Payment;
import io.checkoutsuite.payment.payment.PaymentStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authorization as services and operators see it.
 *
 * @param waiting what it waits for; null unless its state is AWAITING
 */
record AuthorizationResponse(
        String requestId,
        AuthorizationState state,
        @Nullable String cartId,
        @Nullable String orderNumber,
        @Nullable Money total,
        List<AuthorizedPaymentResponse> payments,
        @Nullable List<DeclinedPayment> failures,
        @Nullable WaitingResponse waiting,
        @Nullable Instant createdAt) {

    record AuthorizedPaymentResponse(String paymentId, String gateway, Money amount, PaymentStatus status) {

        static AuthorizedPaymentResponse of(Payment payment) {
            return new AuthorizedPaymentResponse(
                    payment.paymentId(), payment.gateway(), payment.amount(), payment.status());
        }
    }

    /**
     * What an authorization waits for.
     *
     * @param nextAction what the buyer has to do; null if the gateway needs time
     * @param until when it fails if there is no result
     */
    record WaitingResponse(String paymentId, @Nullable NextAction nextAction, Instant until) {

        static WaitingResponse of(Waiting waiting) {
            return new WaitingResponse(waiting.paymentId(), waiting.nextAction(), waiting.until());
        }
    }

    static AuthorizationResponse of(Authorization authorization) {
        return switch (authorization) {
            case Tombstone tombstone ->
                new AuthorizationResponse(
                        tombstone.requestId(),
                        tombstone.state(),
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        tombstone.createdAt());
            case BegunAuthorization begun ->
                new AuthorizationResponse(
                        begun.requestId(),
                        begun.state(),
                        begun.purpose().cartId(),
                        begun.purpose().orderNumber(),
                        begun.purpose().total(),
                        begun.payments().stream()
                                .map(AuthorizedPaymentResponse::of)
                                .toList(),
                        failures(begun),
                        begun instanceof Awaiting awaiting ? WaitingResponse.of(awaiting.waiting()) : null,
                        begun.createdAt());
        };
    }

    private static @Nullable List<DeclinedPayment> failures(BegunAuthorization begun) {
        return begun instanceof FailedAuthorization failed
                        && !failed.outcome().declines().isEmpty()
                ? failed.outcome().declines()
                : null;
    }

    /** The response to the checkout. It is always the same: payments that have been bound since are reported as authorized. */
    static AuthorizationResponse authorized(HeldAuthorization authorization) {
        return new AuthorizationResponse(
                authorization.requestId(),
                AuthorizationState.AUTHORIZED,
                null,
                null,
                null,
                authorization.payments().stream()
                        .map(AuthorizedPaymentResponse::of)
                        .toList(),
                null,
                null,
                null);
    }
}
