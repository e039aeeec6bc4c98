package io.checkoutsuite.test.servers;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Points a service at the broker and at an empty database of {@link TestServers}. */
public final class TestServersInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String database = TestServers.newDatabase(context.getEnvironment().getProperty("spring.config.name", "tests"));
        TestPropertyValues.of(
                        "spring.mongodb.uri=" + TestServers.mongoUriOf(database),
                        "spring.mongodb.database=" + database,
                        "spring.cloud.stream.kafka.binder.brokers=" + TestServers.kafka())
                .applyTo(context);
    }
}
