package io.checkoutsuite.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** A service that is started with the shared settings file and nothing else. */
class DevelopmentDefaultsTests {

    private static final String DEVELOPMENT = "suite.access.dev-secret=a-secret-that-only-tests-may-ever-use";

    @Configuration(proxyBeanMethods = false)
    static class Service {}

    private static ConfigurableApplicationContext started(String... settings) {
        SpringApplication service = new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .build();
        return service.run(
                Arrays.stream(("spring.config.import=classpath:suite-messaging.yml\n" + String.join("\n", settings))
                                .split("\n"))
                        .filter(setting -> !setting.isBlank())
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }

    @Test
    void without_the_development_issuer_no_server_is_looked_for_on_localhost() {
        assertThatThrownBy(() -> started().close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("MONGODB_URI", "KAFKA_BOOTSTRAP", "suite.access.dev-secret");
        assertThatThrownBy(() -> started("MONGODB_URI=mongodb://db-1,db-2,db-3/?replicaSet=rs0")
                        .close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("KAFKA_BOOTSTRAP is not set")
                .hasMessageNotContaining("MONGODB_URI");
        assertThatThrownBy(() -> started(
                                "MONGODB_URI=mongodb://db-1",
                                "KAFKA_BOOTSTRAP=broker:9092",
                                "suite.cart-url=${CART_URL}")
                        .close())
                .hasMessageContaining("CART_URL is not set");
    }

    @Test
    void servers_that_are_named_are_enough() {
        try (ConfigurableApplicationContext service =
                started("MONGODB_URI=mongodb://db-1", "KAFKA_BOOTSTRAP=broker:9092")) {
            Environment settings = service.getEnvironment();
            assertThat(settings.getProperty("spring.mongodb.uri")).isEqualTo("mongodb://db-1");
            assertThat(settings.getProperty("suite.access.open-metrics")).isNull();
            assertThat(settings.getProperty("suite.access.open-api-docs")).isNull();
        }
    }

    @Test
    void with_it_servers_are_on_localhost_unless_they_are_named_and_metrics_are_open() {
        try (ConfigurableApplicationContext service = started(DEVELOPMENT, "KAFKA_BOOTSTRAP=broker:9092")) {
            Environment settings = service.getEnvironment();
            assertThat(settings.getProperty("spring.mongodb.uri")).isEqualTo("mongodb://127.0.0.1:27017");
            assertThat(settings.getProperty("spring.cloud.stream.kafka.binder.brokers"))
                    .isEqualTo("broker:9092");
            assertThat(settings.getProperty("suite.access.open-metrics")).isEqualTo("true");
            assertThat(settings.getProperty("suite.access.open-api-docs")).isEqualTo("true");
        }
    }
}
