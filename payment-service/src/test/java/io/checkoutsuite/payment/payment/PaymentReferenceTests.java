package io.checkoutsuite.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.payment.Transaction.Origin;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaymentReferenceTests {

    private static final Instant BEGUN = Instant.parse("2026-03-01T09:00:00Z");
    private static final Money AMOUNT = Money.of("20.00", "GBP");

    @Test
    void every_call_for_a_payment_has_the_same_reference_whenever_it_is_made() {
        Payment intended = Payment.intended(
                PaymentIntents.intent("p-1", "simulator", new Token("tok_approve"), AMOUNT, "CREDIT_CARD", null),
                "r-1-0",
                new Origin("r-1", TransactionSource.CHECKOUT, BEGUN));
        GatewayReference first = intended.gatewayReference("default", "r-1", "100042");

        Payment later = intended.with(Transaction.effective(
                TransactionType.AUTHORIZE,
                "r-1-0",
                null,
                new Origin("r-1", TransactionSource.RECOVERY, BEGUN.plus(Duration.ofDays(3))),
                AMOUNT));

        assertThat(first).isEqualTo(new GatewayReference("default", "r-1", "r-1-0", "100042", AMOUNT, BEGUN));
        assertThat(later.gatewayReference("default", "r-1", "100042")).isEqualTo(first);
        assertThat(later.withReference("r-1-0-try2")
                        .gatewayReference("default", "r-1", "100042")
                        .since())
                .isEqualTo(BEGUN);
    }
}
