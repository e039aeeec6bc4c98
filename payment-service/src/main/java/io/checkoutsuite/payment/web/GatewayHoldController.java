package io.checkoutsuite.payment.web;

import io.checkoutsuite.payment.simulator.ConditionalOnSimulator;
import io.checkoutsuite.payment.simulator.SimulatorHold;
import io.checkoutsuite.payment.simulator.SimulatorHolds;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Page;
import io.swagger.v3.oas.annotations.Operation;
import java.math.BigDecimal;
import java.time.Instant;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the simulator's own records, so that a client can verify that nothing is held twice and nothing stays held. */
@RestController
@ConditionalOnSimulator
@RequiredArgsConstructor
class GatewayHoldController {

    private final SimulatorHolds holds;

    /**
     * The simulator's record of one reference.
     *
     * @param holding the buyer's money that the gateway or the merchant currently has
     */
    record GatewayHoldResponse(
            String reference,
            String requestId,
            @Nullable String orderNumber,
            SimulatorHold.State state,
            @Nullable String currency,
            String amount,
            String holding,
            String captured,
            String refunded,
            String credited,
            int authorized,
            int authorizeCalls,
            int confirmCalls,
            int reversed,
            int reverseCalls,
            Instant at) {

        static GatewayHoldResponse of(SimulatorHold hold) {
            return new GatewayHoldResponse(
                    hold.reference(),
                    hold.requestId(),
                    hold.orderNumber(),
                    hold.state(),
                    hold.currency(),
                    hold.amount().toPlainString(),
                    hold.holding().toPlainString(),
                    text(hold.captured()),
                    text(hold.refunded()),
                    text(hold.credited()),
                    hold.authorized(),
                    hold.authorizeCalls(),
                    hold.confirmCalls(),
                    hold.reversed(),
                    hold.reverseCalls(),
                    hold.at());
        }

        private static String text(BigDecimal amount) {
            return amount.toPlainString();
        }
    }

    @Operation(summary = "Lists the simulated gateway's own records of a checkout attempt")
    @GetMapping("/ops/gateway-holds")
    Page<GatewayHoldResponse> listGatewayHolds(Caller caller, @RequestParam String requestId) {
        return Page.whole(holds.of(caller.tenant(), requestId)).map(GatewayHoldResponse::of);
    }
}
