package io.checkoutsuite.payment.journey;

import io.checkoutsuite.payment.stripe.StripeStub;
import java.time.Clock;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives the service a merchant account at a stub of Stripe. */
public final class StripeAccount implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    public static final StripeStub STRIPE = new StripeStub(Clock.systemUTC());

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of("suite.payment.stripe.url=" + STRIPE.url()).applyTo(context);
    }
}
