package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.authorization.Transaction.Occasion;
import io.checkoutsuite.payment.gateway.GatewayTrouble;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.ReversalAnswer;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/** Asks the gateways to release whatever is or may be held; safe to repeat. */
@Slf4j
@Component
@RequiredArgsConstructor
class GiveBack {

    private final Gateways gateways;

    /** All of them are tried, whatever becomes of one. */
    Reversals giveBack(String tenant, List<Payment> payments, Occasion occasion) {
        List<Payment> after = new ArrayList<>();
        Reversals.Outcome outcome = Reversals.Outcome.COMPLETE;
        for (Payment payment : payments) {
            if (payment.holdsNothing()) {
                after.add(payment);
                continue;
            }
            try {
                ReversalAnswer answer = gateways.required(payment.gateway())
                        .reverse(payment.gatewayReference(tenant, occasion.requestId()));
                after.add(payment.with(transactions(payment, answer, occasion)));
                if (answer instanceof ReversalAnswer.Refused && outcome == Reversals.Outcome.COMPLETE) {
                    outcome = Reversals.Outcome.REFUSED;
                }
            } catch (GatewayTrouble away) {
                log.warn("{} is not reversed yet: {}", payment.reference(), away.getMessage());
                after.add(payment);
                outcome = Reversals.Outcome.TROUBLE;
            }
        }
        return new Reversals(after, outcome);
    }

    private static List<Transaction> transactions(Payment payment, ReversalAnswer answer, Occasion occasion) {
        String reference = payment.reference();
        return switch (answer) {
            // The authorization comes first: a reversal may be the first to learn of it.
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
            // What we know to have been held and the gateway holds no more has lapsed there, or was released by hand.
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
            case ReversalAnswer.Refused(String reason) -> {
                log.error("{} refuses to reverse {}: {}", payment.gateway(), reference, reason);
                yield List.of(Transaction.failed(
                        TransactionType.REVERSE_AUTH,
                        reference + "-reversal-refused-"
                                + payment.transactions().size(),
                        reference,
                        occasion,
                        payment.amount(),
                        FailureType.REFUSED,
                        null));
            }
        };
    }
}
