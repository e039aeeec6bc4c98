package io.checkoutsuite.messaging;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.infra.KafkaBroker;
import io.checkoutsuite.messaging.deadletter.DeadLetter.State;
import io.checkoutsuite.messaging.deadletter.DeadLetterFilter;
import io.checkoutsuite.messaging.deadletter.DeadLetters;
import io.checkoutsuite.messaging.outbox.ReplayPublisher;
import io.checkoutsuite.test.servers.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that requires a user name and a password; all of a service's clients take them from the same settings. */
class SecuredClusterTests {

    private static final String JAAS = "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"suite\" password=\"its-password\";";

    @Test
    void poison_is_parked_and_sent_again_on_a_secured_cluster(@TempDir Path dir) {
        int port = FreePorts.next();
        try (KafkaBroker broker = KafkaBroker.startSecured(dir, port, FreePorts.next(), "suite", "its-password")) {
            assertThatThrownBy(() -> topics(broker, Map.of())).hasStackTraceContaining("TimeoutException");
            String request = UUID.randomUUID().toString();
            try (RunningService service = new RunningService(
                    "order-service",
                    broker.bootstrapServers(),
                    TestServers.mongoUri("secured"),
                    "spring.cloud.stream.kafka.binder.configuration.security.protocol=SASL_PLAINTEXT",
                    "spring.cloud.stream.kafka.binder.configuration.sasl.mechanism=PLAIN",
                    "spring.cloud.stream.kafka.binder.configuration.sasl.jaas.config=" + JAAS)) {
                DeadLetters deadLetters = service.bean(DeadLetters.class);
                service.processor = rollback -> {
                    throw new MalformedEventException("Not this one");
                };
                service.bean(ReplayPublisher.class)
                        .publish(service.entry(RunningService.rollback(request)), "replay-1", "order");
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> !deadLetters
                                .list("default", State.PARKED, DeadLetterFilter.all(), "", 10)
                                .isEmpty());
                service.processor = rollback -> {};

                deadLetters.redrive(deadLetters
                        .list("default", State.PARKED, DeadLetterFilter.all(), "", 10)
                        .getFirst());

                await().atMost(Duration.ofSeconds(60)).until(() -> service.applied.size() == 1);
            }
        }
    }

    private static Object topics(KafkaBroker broker, Map<String, Object> more) throws Exception {
        Map<String, Object> settings = new java.util.HashMap<>(more);
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("default.api.timeout.ms", 1_000);
        settings.put("request.timeout.ms", 1_000);
        try (Admin admin = Admin.create(settings)) {
            return admin.listTopics().names().get();
        }
    }
}
