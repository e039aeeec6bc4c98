package io.checkoutsuite.payment.stripe;

import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.PaymentGatewayContract;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class StripeGatewayContractTests extends PaymentGatewayContract {

    private static StripeStub stripe;
    private static StripeGateways gateways;
    private static PaymentGateway gateway;

    @BeforeAll
    static void connect() {
        stripe = new StripeStub(Clock.systemUTC());
        gateways = new StripeGateways();
        gateway = gateways.at(stripe.url(), Clock.systemUTC(), Map.of("timeout", "20s"));
    }

    @AfterAll
    static void disconnect() {
        gateways.close();
        stripe.close();
    }

    @Override
    protected PaymentGateway gateway() {
        return gateway;
    }

    @Override
    protected String approved() {
        return StripeStub.APPROVED;
    }

    @Override
    protected String declinedForGood() {
        return StripeStub.STOLEN;
    }

    @Override
    protected String declinedForNow() {
        return StripeStub.INSUFFICIENT_FUNDS;
    }

    @Override
    protected String timesOutBeforeItsEffect() {
        return StripeStub.REQUEST_LOST;
    }

    @Override
    protected String timesOutAfterItsEffect() {
        return StripeStub.RESPONSE_LOST;
    }

    @Override
    protected Optional<String> challenged() {
        return Optional.of(StripeStub.CHALLENGED);
    }

    @Override
    protected boolean decideChallenge(GatewayReference reference, boolean confirmed) {
        return stripe.decideChallenge(reference.value(), confirmed);
    }

    @Override
    protected GatewayRecord recordOf(GatewayReference reference) {
        String value = reference.value();
        return new GatewayRecord(
                stripe.timesHeld(value),
                amount(reference, stripe.held(value)),
                amount(reference, stripe.captured(value)),
                amount(reference, stripe.refunded(value)));
    }

    private static BigDecimal amount(GatewayReference reference, long minorUnits) {
        return StripeAmounts.money(minorUnits, reference.amount().currency()).amount();
    }
}
