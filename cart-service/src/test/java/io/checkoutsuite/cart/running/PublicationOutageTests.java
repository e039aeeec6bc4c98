package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.cart.CartApplication;
import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.infra.KafkaBroker;
import io.checkoutsuite.test.http.ApiResponse;
import io.checkoutsuite.test.servers.TestServers;
import io.checkoutsuite.web.access.DevTokens;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What the operations service gets while the broker is unavailable. */
class PublicationOutageTests {

    private final String mongo = TestServers.mongoUri("publications");

    private ConfigurableApplicationContext node(KafkaBroker broker) {
        return CartApplication.builder()
                .registerShutdownHook(false)
                .run(Stream.of(
                                "server.port=0",
                                "spring.mongodb.uri=" + mongo,
                                "spring.mongodb.database=" + mongo.substring(mongo.lastIndexOf('/') + 1),
                                "spring.cloud.stream.kafka.binder.brokers=" + broker.bootstrapServers(),
                                "suite.access.dev-secret=a-secret-for-tests-that-is-long-enough")
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }

    private static ApiResponse rollsBackAnOrphan(ConfigurableApplicationContext node) {
        String port = node.getEnvironment().getRequiredProperty("local.server.port");
        String token = node.getBean(DevTokens.class).issue("operations-service", "service", "default");
        return RunningCart.send(RunningCart.with(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/internal/checkouts/publications"))
                        .header("Authorization", "Bearer " + token),
                "POST",
                "{\"replayId\":\"r\",\"target\":\"order\",\"by\":\"olga\",\"orphans\":[\"nobody-1\"]}"));
    }

    @Test
    void a_publication_without_the_broker_fails_as_a_whole_and_can_be_repeated(@TempDir Path directory) {
        int port = FreePorts.next();
        KafkaBroker broker = KafkaBroker.start(directory, port, port + 1);
        try (ConfigurableApplicationContext node = node(broker)) {
            rollsBackAnOrphan(node).is(200);
            broker.close();

            ApiResponse refused = rollsBackAnOrphan(node).is(503);
            assertThat(refused.text("/type")).isEqualTo("/problems/temporarily-unavailable");
            assertThat(refused.header("Retry-After")).isEqualTo("1");

            broker = KafkaBroker.start(directory, port, port + 1);
            assertThat(rollsBackAnOrphan(node).is(200).text("/results/0/result"))
                    .isEqualTo("PUBLISHED");
        } finally {
            broker.close();
        }
    }
}
