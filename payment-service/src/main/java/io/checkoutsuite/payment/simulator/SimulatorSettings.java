package io.checkoutsuite.payment.simulator;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the simulator behaves.
 *
 * @param noAnswerAfter how long a call that gets no answer waits for one
 * @param slowFor how long a slow authorization takes
 * @param priority its place among the gateways of a split payment
 */
@ConfigurationProperties("suite.payment.simulator")
public record SimulatorSettings(
        @DefaultValue("1s") Duration noAnswerAfter,
        @DefaultValue("3s") Duration slowFor,
        @DefaultValue("10") int priority) {}
