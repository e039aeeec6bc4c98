package io.checkoutsuite.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.messaging.BindingPublisher;
import io.checkoutsuite.test.servers.TestServers;
import io.checkoutsuite.web.access.DevTokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** The service neither has nor needs a broker. */
@SpringBootTest(
        classes = OperationsApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.config.name=operations", "suite.access.dev-secret=a-secret-for-tests-that-is-long-enough"
        })
class WithoutBrokerTests {

    private static final String MONGO = TestServers.mongoUri("operations");

    @Autowired
    ApplicationContext context;

    @Autowired
    DevTokens tokens;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry settings) {
        settings.add("spring.mongodb.uri", () -> MONGO);
        settings.add("spring.mongodb.database", () -> MONGO.substring(MONGO.lastIndexOf('/') + 1));
        // Nothing listens here: a service that called a broker would fail or wait.
        settings.add("KAFKA_BOOTSTRAP", () -> "127.0.0.1:1");
    }

    @Test
    void it_is_healthy_with_its_database_alone() {
        JsonNode health = RestClient.create("http://127.0.0.1:" + port)
                .get()
                .uri("/actuator/health")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.issue("olga", "operator", "default"))
                .retrieve()
                .body(JsonNode.class);

        assertThat(health.at("/status").asString()).isEqualTo("UP");
        assertThat(health.at("/components").propertyNames()).contains("mongo").doesNotContain("broker", "outbox");
    }

    @Test
    void it_connects_to_no_broker() {
        assertThat(context.getBeanProvider(BindingPublisher.class).stream()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("kafka-"));
    }
}
