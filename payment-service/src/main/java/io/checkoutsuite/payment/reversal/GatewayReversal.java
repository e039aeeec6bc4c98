package io.checkoutsuite.payment.reversal;

import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.gateway.GatewayException;
import io.checkoutsuite.payment.gateway.GatewayReversalResponse;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.lease.Fence;
import io.checkoutsuite.payment.payment.Payment;
import io.checkoutsuite.payment.payment.Transaction;
import io.checkoutsuite.payment.payment.Transaction.Origin;
import io.checkoutsuite.payment.payment.TransactionFailureType;
import io.checkoutsuite.payment.payment.TransactionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Reverses at the gateways whatever is or may be held; safe to repeat. */
@Slf4j
@RequiredArgsConstructor
class GatewayReversal {

    private static final int MOST_REFUSALS = 20;

    private final Gateways gateways;
    private final LogLimiter failures = new LogLimiter();

    /**
     * Tries to reverse all payments, even if one of them fails.
     *
     * @param fence checked before each call; once it is lost, no further gateway call is made
     */
    ReversalResult reverse(BegunAuthorization authorization, List<Payment> payments, Origin origin, Fence fence) {
        List<Payment> after = new ArrayList<>();
        ReversalResult.Outcome outcome = ReversalResult.Outcome.COMPLETE;
        for (Payment payment : payments) {
            ReversalResult one = payment.holdsNothing()
                    ? new ReversalResult(List.of(payment), ReversalResult.Outcome.COMPLETE)
                    : reverse(authorization, payment, origin, fence);
            after.addAll(one.payments());
            outcome = outcome.and(one.outcome());
        }
        return new ReversalResult(after, outcome);
    }

    private ReversalResult reverse(BegunAuthorization authorization, Payment payment, Origin origin, Fence fence) {
        Optional<PaymentGateway> gateway = gateways.named(payment.gateway());
        if (gateway.isEmpty()) {
            log.error("{} may be held at {}, which is no longer configured", payment.reference(), payment.gateway());
            return refused(payment, TransactionFailureType.NO_GATEWAY, origin);
        }
        if (!fence.covers(gateway.get().timeout())) {
            log.warn("{} was taken over before it was reversed", payment.reference());
            return new ReversalResult(List.of(payment), ReversalResult.Outcome.UNAVAILABLE);
        }
        try {
            GatewayReversalResponse response = gateway.get().reverse(authorization.gatewayReference(payment));
            if (response instanceof GatewayReversalResponse.Refused(String reason)) {
                log.error("{} refuses to reverse {}: {}", payment.gateway(), payment.reference(), reason);
                return refused(payment, TransactionFailureType.REFUSED, origin);
            }
            return new ReversalResult(
                    List.of(payment.with(transactions(payment, response, origin))), ReversalResult.Outcome.COMPLETE);
        } catch (GatewayException unavailable) {
            failures.log(
                    payment.gateway(),
                    suppressed -> log.warn(
                            "{} is not reversed yet: {}{}", payment.reference(), unavailable.getMessage(), suppressed));
            return new ReversalResult(List.of(payment), ReversalResult.Outcome.UNAVAILABLE);
        }
    }

    private static List<Transaction> transactions(Payment payment, GatewayReversalResponse response, Origin origin) {
        String reference = payment.reference();
        return switch (response) {
            // The authorization is added first: the reversal may be the first call to reveal it.
            case GatewayReversalResponse.Reversed(var amount, boolean sale) ->
                List.of(
                        Transaction.effective(
                                sale ? TransactionType.AUTHORIZE_AND_CAPTURE : TransactionType.AUTHORIZE,
                                reference,
                                payment.intentReference(),
                                origin,
                                payment.amount()),
                        Transaction.effective(
                                sale ? TransactionType.VOID : TransactionType.REVERSE_AUTH,
                                payment.reversalReference(),
                                reference,
                                origin,
                                amount));
            case GatewayReversalResponse.NothingHeld()
            when payment.isPending() ->
                List.of(Transaction.effective(
                        TransactionType.VOID, payment.reversalReference(), reference, origin, payment.amount()));
            // A recorded hold that the gateway no longer has expired there or was released by hand.
            case GatewayReversalResponse.NothingHeld()
            when payment.isAuthorized() ->
                List.of(Transaction.effective(
                        TransactionType.REVERSE_AUTH,
                        payment.reversalReference(),
                        reference,
                        origin,
                        payment.amount()));
            case GatewayReversalResponse.NothingHeld() ->
                List.of(Transaction.failed(
                        TransactionType.AUTHORIZE,
                        reference,
                        payment.intentReference(),
                        origin,
                        payment.amount(),
                        TransactionFailureType.CANCELLED,
                        null));
            case GatewayReversalResponse.Refused refused -> List.of();
        };
    }

    private static ReversalResult refused(Payment payment, TransactionFailureType why, Origin origin) {
        long before = payment.transactions().stream()
                .filter(transaction -> payment.reference().equals(transaction.parent()) && !transaction.success())
                .count();
        // Retries may go on for ever, so only the first refusals are recorded.
        long number = Math.min(before, MOST_REFUSALS);
        Transaction attempt = Transaction.failed(
                payment.isSale() ? TransactionType.VOID : TransactionType.REVERSE_AUTH,
                payment.reference() + "-reversal-refused-" + number,
                payment.reference(),
                origin,
                payment.amount(),
                why,
                null);
        return new ReversalResult(List.of(payment.with(attempt)), ReversalResult.Outcome.REFUSED);
    }
}
