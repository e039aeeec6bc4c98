package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.events.PaymentStatusChanged;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Derives the events of a changed authorization: one for each payment whose computed status differs from before. */
@Component
class StatusChanges {

    List<PaymentStatusChanged> between(Authorization before, Authorization after, Instant at) {
        if (after.purpose() == null) {
            return List.of();
        }
        PaymentPurpose purpose = after.purpose();
        return after.payments().stream()
                .filter(payment ->
                        payment.status() != before.payment(payment.paymentId()).status())
                .map(payment -> new PaymentStatusChanged(
                        after.requestId(),
                        purpose.cartId(),
                        purpose.orderNumber(),
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
