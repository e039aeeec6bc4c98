package io.checkoutsuite.payment.journey;

import io.checkoutsuite.test.http.CheckoutStatesStub;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Replaces the cart service, which this service asks for the states of checkouts. */
public final class CartServiceStub implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    public static final CheckoutStatesStub STATES = new CheckoutStatesStub();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of("suite.cart-url=" + STATES.url()).applyTo(context);
    }
}
