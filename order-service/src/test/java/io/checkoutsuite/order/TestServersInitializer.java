package io.checkoutsuite.order;

import io.checkoutsuite.test.servers.TestServers;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Points the service at the servers of the test run. */
class TestServersInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "spring.mongodb.uri=" + TestServers.mongoUri("order"),
                        "spring.mongodb.database=" + TestServers.newDatabase("order"),
                        "spring.cloud.stream.kafka.binder.brokers=" + TestServers.kafka(),
                        "suite.order.payment-url=" + PaymentStub.url(),
                        "suite.access.tenants=default,other")
                .applyTo(context);
    }
}
