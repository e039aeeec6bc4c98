package io.checkoutsuite.payment.simulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/**
 * Part of the simulator: present where {@code suite.payment.simulator.enabled} is true, or is not set and the development issuer is on.
 * Anybody can pay with the simulator's tokens, so a production has none of it unless somebody asks for it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(SimulatorEnabled.class)
public @interface OnlyWithSimulator {}
