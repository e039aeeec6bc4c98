package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.events.PaymentStatusChanged;
import java.time.Instant;
import java.util.List;

/** Derives the events of a changed authorization: one for each payment whose computed status differs from before. */
public final class StatusChanges {

    private StatusChanges() {}

    public static List<PaymentStatusChanged> between(BegunAuthorization before, BegunAuthorization after, Instant at) {
        return after.payments().stream()
                .filter(payment ->
                        payment.status() != before.payment(payment.paymentId()).status())
                .map(payment -> new PaymentStatusChanged(
                        after.requestId(),
                        after.purpose().cartId(),
                        after.purpose().orderNumber(),
                        payment.paymentId(),
                        payment.ledger().size(),
                        payment.amount(),
                        before.payment(payment.paymentId()).status().name(),
                        payment.status().name(),
                        ContextInfo.of(after.tenant()),
                        at))
                .toList();
    }
}
