package io.checkoutsuite.payment.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether the simulator is enabled, and how it behaves.
 *
 * @param enabled whether the simulator is present; if not set, it is present if the development issuer is enabled
 * @param besideRealGateways whether it may run next to a real gateway; {@code enabled} has to be true as well
 * @param timeout how long a call without a response waits until it times out
 * @param slowFor how long a slow authorization takes
 * @param priority its priority among the gateways of a split payment
 * @param pendingFor after how long the result of a payment that comes later is known
 * @param challengePage the address of the simulator's pages for challenges, as browsers reach it
 * @param webhookUrl where it sends its notifications; if not set, it sends none
 * @param webhookSecret what it signs them with
 * @param webhookCopies how often it sends each of them
 */
@ConfigurationProperties("suite.payment.simulator")
public record SimulatorSettings(
        @Nullable Boolean enabled,
        @DefaultValue("false") boolean besideRealGateways,
        @DefaultValue("1s") Duration timeout,
        @DefaultValue("3s") Duration slowFor,
        @DefaultValue("10") int priority,
        @DefaultValue("3s") Duration pendingFor,

        @DefaultValue("http://127.0.0.1:8085/simulator/challenges")
        String challengePage,

        @Nullable String webhookUrl,
        @DefaultValue("simulated-webhook-secret") String webhookSecret,
        @DefaultValue("1") int webhookCopies) {

    @Override
    public String toString() {
        return "SimulatorSettings[…]";
    }
}
