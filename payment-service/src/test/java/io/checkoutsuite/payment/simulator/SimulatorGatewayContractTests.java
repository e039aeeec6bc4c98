package io.checkoutsuite.payment.simulator;

import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.PaymentGatewayContract;
import io.checkoutsuite.payment.journey.PaymentServiceTest;
import java.math.BigDecimal;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;

@PaymentServiceTest
class SimulatorGatewayContractTests extends PaymentGatewayContract {

    @Autowired
    SimulatorGateway simulator;

    @Autowired
    SimulatorHolds holds;

    @Override
    protected PaymentGateway gateway() {
        return simulator;
    }

    @Override
    protected String approved() {
        return "tok_approve";
    }

    @Override
    protected String declinedForGood() {
        return "tok_decline_hard";
    }

    @Override
    protected String declinedForNow() {
        return "tok_decline_soft";
    }

    @Override
    protected String timesOutBeforeItsEffect() {
        return "tok_timeout_before";
    }

    @Override
    protected String timesOutAfterItsEffect() {
        return "tok_timeout_after";
    }

    @Override
    protected Optional<String> challenged() {
        return Optional.of("tok_3ds");
    }

    @Override
    protected boolean decideChallenge(GatewayReference reference, boolean confirmed) {
        return holds.decide(reference.merchant(), reference.value(), confirmed);
    }

    @Override
    protected GatewayRecord recordOf(GatewayReference reference) {
        return holds.find(reference)
                .map(hold -> new GatewayRecord(hold.authorized(), hold.held(), hold.captured(), hold.refunded()))
                .orElse(new GatewayRecord(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO));
    }
}
