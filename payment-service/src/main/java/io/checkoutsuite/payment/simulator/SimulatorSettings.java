package io.checkoutsuite.payment.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether there is the simulator, and how it behaves.
 *
 * @param enabled whether there is one; if it is not set, there is one where the development issuer is on
 * @param besideRealGateways whether it may be on beside a real gateway, if {@code enabled} says so too
 * @param noAnswerAfter how long a call that gets no answer waits for one
 * @param slowFor how long a slow authorization takes
 * @param priority its place among the gateways of a split payment
 */
@ConfigurationProperties("suite.payment.simulator")
public record SimulatorSettings(
        @Nullable Boolean enabled,
        @DefaultValue("false") boolean besideRealGateways,
        @DefaultValue("1s") Duration noAnswerAfter,
        @DefaultValue("3s") Duration slowFor,
        @DefaultValue("10") int priority) {}
