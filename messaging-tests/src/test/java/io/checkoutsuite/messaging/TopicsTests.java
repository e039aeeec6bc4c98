package io.checkoutsuite.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.test.servers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class TopicsTests {

    private final String topic = "topic-" + UUID.randomUUID();
    private final MockEnvironment environment = new MockEnvironment()
            .withProperty("spring.cloud.stream.kafka.binder.brokers", TestServers.kafka())
            .withProperty("spring.cloud.stream.kafka.binder.min-partition-count", "4")
            .withProperty("spring.cloud.stream.kafka.binder.producer-properties.max.request.size", "3000000")
            .withProperty("spring.cloud.function.definition", "listener")
            .withProperty("spring.cloud.stream.bindings.listener-in-0.destination", topic)
            .withProperty("spring.cloud.stream.bindings.listener-in-0.group", "group");

    @Test
    void a_topic_and_its_dead_letters_are_made_with_copies_and_retention_as_set() throws Exception {
        prepare(new TopicSettings(true, 1, 1, Duration.ofDays(30), Duration.ofDays(90)));

        try (Admin admin = admin()) {
            Map<String, TopicDescription> made = await().ignoreExceptions()
                    .until(
                            () -> admin.describeTopics(List.of(topic, topic + ".group.dlq"))
                                    .allTopicNames()
                                    .get(),
                            described -> described.size() == 2);
            assertThat(made.values())
                    .allSatisfy(
                            description -> assertThat(description.partitions()).hasSize(4));
            assertThat(setting(admin, topic, "retention.ms")).isEqualTo(text(Duration.ofDays(30)));
            assertThat(setting(admin, topic, "retention.bytes")).isEqualTo("-1");
            assertThat(setting(admin, topic, "min.insync.replicas")).isEqualTo("1");
            assertThat(setting(admin, topic, "max.message.bytes")).isEqualTo("3000000");
            assertThat(setting(admin, topic + ".group.dlq", "max.message.bytes"))
                    .isEqualTo("5097152");
            assertThat(setting(admin, topic + ".group.dlq", "retention.ms")).isEqualTo(text(Duration.ofDays(90)));
        }
    }

    @Test
    void one_copy_of_an_event_is_refused_unless_it_is_asked_for() {
        assertThatThrownBy(() -> prepare(new TopicSettings(true, null, null, Duration.ofDays(30), Duration.ofDays(90))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot keep 3 copies");

        environment.setProperty("suite.access.dev-secret", "a-secret-for-tests-that-is-long-enough");
        assertThatCode(() -> prepare(new TopicSettings(true, null, null, Duration.ofDays(30), Duration.ofDays(90))))
                .doesNotThrowAnyException();
    }

    @Test
    void an_existing_topic_with_less_than_wanted_is_reported_at_start(CapturedOutput log) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(
                            new NewTopic(topic, 2, (short) 1)
                                    .configs(Map.of("retention.ms", "1000", "max.message.bytes", "1048588")),
                            new NewTopic(topic + ".group.dlq", 4, (short) 1)))
                    .all()
                    .get();
        }

        prepare(new TopicSettings(false, 3, 2, Duration.ofDays(30), Duration.ofDays(90)));

        assertThat(log.getAll().lines().filter(line -> line.contains(topic + " has")))
                .anyMatch(line -> line.contains("2 partitions instead of 4"))
                .anyMatch(line -> line.contains("replication factor of 1 instead of 3"))
                .anyMatch(line -> line.contains("retention.ms = 1000"))
                .anyMatch(line -> line.contains("max.message.bytes = 1048588 instead of 3000000"))
                .anyMatch(line -> line.contains("min.insync.replicas = 1 instead of 2"));
    }

    @Test
    void settings_that_contradict_each_other_are_refused() {
        assertThatThrownBy(() -> new TopicSettings(true, 2, 3, Duration.ofDays(30), Duration.ofDays(90)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TopicSettings(true, 3, 2, Duration.ofDays(30), Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_poll_that_may_take_longer_than_its_interval_is_refused() {
        ConsumerSettings consumers = new ConsumerSettings(Duration.ofSeconds(30));

        assertThatThrownBy(() -> consumers.requireTimeFor(Map.of("max.poll.records", "30")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("max.poll.interval.ms (300 s)");
        assertThatThrownBy(() -> consumers.requireTimeFor(Map.of())).isInstanceOf(IllegalStateException.class);
        assertThatCode(() ->
                        consumers.requireTimeFor(Map.of("max.poll.records", "25", "max.poll.interval.ms", "900000")))
                .doesNotThrowAnyException();
    }

    @Test
    void a_sweeper_that_could_publish_what_is_under_way_is_refused() {
        MessagingSettings settings = MessagingFixture.settings();

        assertThatThrownBy(() -> settings.requireTimeFor(Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("max.block.ms (60000)", "delivery.timeout.ms (120000)");
        assertThatThrownBy(() -> settings.requireTimeFor(Map.of("max.block.ms", "3001", "delivery.timeout.ms", "6000")))
                .hasMessageContainingAll("max.block.ms (3001)", "suite.messaging.sweep-after (12000 ms)");
        assertThatCode(() -> settings.requireTimeFor(Map.of("max.block.ms", "3000", "delivery.timeout.ms", 6_000)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new RunningService(
                        "swept", TestServers.kafka(), TestServers.mongoUri("swept"), "suite.messaging.sweep-after=9s"))
                .rootCause()
                .hasMessageContaining("suite.messaging.sweep-after (9000 ms) must be longer");
    }

    private void prepare(TopicSettings settings) {
        new Topics(
                        KafkaConnection.of(
                                environment,
                                new StaticListableBeanFactory().getBeanProvider(KafkaConnectionDetails.class)),
                        new ConsumedTopics(environment),
                        settings,
                        environment)
                .afterSingletonsInstantiated();
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", TestServers.kafka()));
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(name)
                .value();
    }

    private static String text(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
