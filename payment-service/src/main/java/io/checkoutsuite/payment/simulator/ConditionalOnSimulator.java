package io.checkoutsuite.payment.simulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/**
 * Marks a part of the simulator. It is present if {@code suite.payment.simulator.enabled} is true, or if that property is not set and the
 * development issuer is enabled. Anybody can pay with the simulator's tokens, so production has no simulator unless it is enabled explicitly.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnSimulatorCondition.class)
public @interface ConditionalOnSimulator {}
