package io.checkoutsuite.payment.journey;

import io.checkoutsuite.test.servers.TestServers;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Points the service at the servers that tests use. */
class TestStack implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String uri = TestServers.mongoUri("payment");
        TestPropertyValues.of(
                        "suite.cart-url=" + CartServiceStub.url(),
                        "spring.mongodb.uri=" + uri,
                        "spring.mongodb.database="
                                + uri.substring(uri.lastIndexOf('/') + 1).replaceAll("\\?.*", ""),
                        "spring.cloud.stream.kafka.binder.brokers=" + TestServers.kafka())
                .applyTo(context);
    }
}
