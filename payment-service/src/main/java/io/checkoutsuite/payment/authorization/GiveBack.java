package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.authorization.Transaction.Occasion;
import io.checkoutsuite.payment.gateway.GatewayTrouble;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.ReversalAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/** Reverses at the gateways whatever is or may be held; safe to repeat. */
@Slf4j
@Component
@RequiredArgsConstructor
class GiveBack {

    private static final int MOST_REFUSALS = 20;

    private final Gateways gateways;

    /**
     * Tries to reverse all payments, even if one of them fails.
     *
     * @param fence checked before each call; once it is lost, no further gateway call is made
     */
    Reversals giveBack(String tenant, List<Payment> payments, Occasion occasion, Fence fence) {
        List<Payment> after = new ArrayList<>();
        Reversals.Outcome outcome = Reversals.Outcome.COMPLETE;
        for (Payment payment : payments) {
            Reversals one = payment.holdsNothing()
                    ? new Reversals(List.of(payment), Reversals.Outcome.COMPLETE)
                    : giveBack(tenant, payment, occasion, fence);
            after.addAll(one.payments());
            outcome = outcome.and(one.outcome());
        }
        return new Reversals(after, outcome);
    }

    private Reversals giveBack(String tenant, Payment payment, Occasion occasion, Fence fence) {
        Optional<PaymentGateway> gateway = gateways.named(payment.gateway());
        if (gateway.isEmpty()) {
            log.error("{} may be held at {}, which is no longer configured", payment.reference(), payment.gateway());
            return refused(payment, FailureType.NO_GATEWAY, occasion);
        }
        if (!fence.covers(gateway.get().timeout())) {
            log.warn("{} was taken over before it was reversed", payment.reference());
            return new Reversals(List.of(payment), Reversals.Outcome.TROUBLE);
        }
        try {
            ReversalAnswer answer = gateway.get().reverse(payment.gatewayReference(tenant, occasion.requestId()));
            if (answer instanceof ReversalAnswer.Refused(String reason)) {
                log.error("{} refuses to reverse {}: {}", payment.gateway(), payment.reference(), reason);
                return refused(payment, FailureType.REFUSED, occasion);
            }
            return new Reversals(
                    List.of(payment.with(transactions(payment, answer, occasion))), Reversals.Outcome.COMPLETE);
        } catch (GatewayTrouble away) {
            log.warn("{} is not reversed yet: {}", payment.reference(), away.getMessage());
            return new Reversals(List.of(payment), Reversals.Outcome.TROUBLE);
        }
    }

    private static List<Transaction> transactions(Payment payment, ReversalAnswer answer, Occasion occasion) {
        String reference = payment.reference();
        return switch (answer) {
            // The authorization is added first: the reversal may be the first call to reveal it.
            case ReversalAnswer.Reversed(var amount, boolean sale) ->
                List.of(
                        Transaction.effective(
                                sale ? TransactionType.AUTHORIZE_AND_CAPTURE : TransactionType.AUTHORIZE,
                                reference,
                                null,
                                occasion,
                                payment.amount()),
                        Transaction.effective(
                                sale ? TransactionType.VOID : TransactionType.REVERSE_AUTH,
                                reference + "-reversal",
                                reference,
                                occasion,
                                amount));
            case ReversalAnswer.NothingHeld()
            when payment.isPending() ->
                List.of(Transaction.effective(
                        TransactionType.VOID, reference + "-reversal", reference, occasion, payment.amount()));
            // A recorded hold that the gateway no longer has expired there or was released by hand.
            case ReversalAnswer.NothingHeld()
            when payment.isAuthorized() ->
                List.of(Transaction.effective(
                        TransactionType.REVERSE_AUTH, reference + "-reversal", reference, occasion, payment.amount()));
            case ReversalAnswer.NothingHeld() ->
                List.of(Transaction.failed(
                        TransactionType.AUTHORIZE,
                        reference,
                        null,
                        occasion,
                        payment.amount(),
                        FailureType.CANCELLED,
                        null));
            case ReversalAnswer.Refused refused -> List.of();
        };
    }

    private static Reversals refused(Payment payment, FailureType why, Occasion occasion) {
        long before = payment.transactions().stream()
                .filter(transaction -> payment.reference().equals(transaction.parent()) && !transaction.success())
                .count();
        // Retries may go on for ever, so only the first refusals are recorded.
        long number = Math.min(before, MOST_REFUSALS);
        Transaction attempt = Transaction.failed(
                payment.isSold() ? TransactionType.VOID : TransactionType.REVERSE_AUTH,
                payment.reference() + "-reversal-refused-" + number,
                payment.reference(),
                occasion,
                payment.amount(),
                why,
                null);
        return new Reversals(List.of(payment.with(attempt)), Reversals.Outcome.REFUSED);
    }
}
