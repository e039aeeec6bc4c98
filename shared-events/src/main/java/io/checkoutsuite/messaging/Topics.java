package io.checkoutsuite.messaging;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.log.LogLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;

/**
 * Creates all topics of this service, including its dead-letter topics, before it starts to publish and consume, and reports existing topics
 * that fall short of the settings. If the broker is unavailable, it retries in the background.
 */
@Slf4j
@RequiredArgsConstructor
final class Topics implements SmartInitializingSingleton, DisposableBean {

    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);
    private static final String NO_LIMIT = "-1";

    private final KafkaConnection connection;
    private final ConsumedTopics consumedTopics;
    private final TopicSettings settings;
    private final Environment environment;
    private final LogLimiter failures = new LogLimiter();
    private final CountDownLatch stopping = new CountDownLatch(1);

    @Override
    public void afterSingletonsInstantiated() {
        if (!prepare()) {
            Thread.ofVirtual().name("topics").start(this::prepareLater);
        }
    }

    @Override
    public void destroy() {
        stopping.countDown();
    }

    private void prepareLater() {
        try {
            while (!stopping.await(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                if (prepare()) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException refused) {
            log.error("{}", refused.getMessage());
        }
    }

    /** False if the broker does not respond. */
    private boolean prepare() {
        try (Admin admin = Admin.create(connection.admin())) {
            Map<String, Map<String, String>> known = wanted();
            if (settings.create()) {
                known.keySet().removeAll(create(admin));
            }
            shortcomings(admin, known).forEach(found -> log.warn("{}", found));
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof InvalidReplicationFactorException tooFew) {
                throw new IllegalStateException(
                        "The brokers cannot keep " + settings.copies(isDevelopment())
                                + " copies of a topic (suite.messaging.topics.replication-factor): "
                                + tooFew.getMessage(),
                        tooFew);
            }
            failures.log(
                    "topics",
                    suppressed -> log.warn(
                            "The topics could not be prepared; this will be retried: {}{}",
                            BrokerRejections.describeRootCause(failed),
                            suppressed));
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Creates the missing topics and returns their names. */
    private Set<String> create(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> created = new HashSet<>();
        List<NewTopic> wanted = new ArrayList<>();
        wanted().forEach((topic, config) ->
                wanted.add(new NewTopic(topic, connection.partitions(), (short) settings.copies(isDevelopment()))
                        .configs(config)));
        for (Map.Entry<String, KafkaFuture<Void>> made :
                admin.createTopics(wanted).values().entrySet()) {
            try {
                made.getValue().get();
                created.add(made.getKey());
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof TopicExistsException)) {
                    throw failed;
                }
            }
        }
        return created;
    }

    /** The required configuration of each topic. */
    private Map<String, Map<String, String>> wanted() {
        Map<String, Map<String, String>> wanted = new LinkedHashMap<>();
        for (EventType type : EventType.values()) {
            String destination =
                    environment.getProperty("spring.cloud.stream.bindings." + type.outputBinding() + ".destination");
            if (destination != null) {
                wanted.put(destination, config(settings.retention()));
            }
        }
        consumedTopics.all().forEach(each -> {
            wanted.putIfAbsent(each.topic(), config(settings.retention()));
            Map<String, String> deadLetters = config(settings.deadLetterRetention());
            deadLetters.put(
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    Integer.toString(connection.largestMessage().asDeadLetter()));
            wanted.put(each.deadLetterTopic(), deadLetters);
        });
        return wanted;
    }

    private Map<String, String> config(Duration retention) {
        Map<String, String> config = new HashMap<>();
        config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(settings.inSync(isDevelopment())));
        config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        config.put(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(connection.largestMessage().bytes()));
        if (!isDevelopment()) {
            config.put(TopicConfig.RETENTION_BYTES_CONFIG, NO_LIMIT);
        }
        return config;
    }

    private boolean isDevelopment() {
        return !environment.getProperty("suite.access.dev-secret", "").isBlank();
    }

    /** Describes, for operators, where topics fall short of the settings. */
    private List<String> shortcomings(Admin admin, Map<String, Map<String, String>> wanted)
            throws ExecutionException, InterruptedException {
        List<String> found = new ArrayList<>();
        Map<String, KafkaFuture<TopicDescription>> topics =
                admin.describeTopics(wanted.keySet()).topicNameValues();
        List<ConfigResource> there = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : topics.entrySet()) {
            TopicDescription description = described(topic.getValue());
            if (description == null) {
                found.add("Topic " + topic.getKey() + " does not exist");
                continue;
            }
            there.add(new ConfigResource(ConfigResource.Type.TOPIC, topic.getKey()));
            int partitions = description.partitions().size();
            if (partitions != connection.partitions()) {
                found.add("Topic %s has %d partitions instead of %d: equal keys are not in equal partitions"
                        .formatted(topic.getKey(), partitions, connection.partitions()));
            }
            int copies = description.partitions().stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(0);
            if (copies < settings.copies(isDevelopment())) {
                found.add("Topic %s has a replication factor of %d instead of %d"
                        .formatted(topic.getKey(), copies, settings.copies(isDevelopment())));
            }
        }
        for (Map.Entry<ConfigResource, Config> topic :
                admin.describeConfigs(there).all().get().entrySet()) {
            String name = topic.getKey().name();
            wanted.getOrDefault(name, Map.of())
                    .forEach((setting, value) -> isLess(
                                    setting, topic.getValue().get(setting), value)
                            .ifPresent(is -> found.add(
                                    "Topic %s has %s = %s instead of %s".formatted(name, setting, is, value))));
        }
        return found;
    }

    private static @Nullable TopicDescription described(KafkaFuture<TopicDescription> topic)
            throws ExecutionException, InterruptedException {
        try {
            return topic.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof org.apache.kafka.common.errors.UnknownTopicOrPartitionException) {
                return null;
            }
            throw failed;
        }
    }

    private static java.util.Optional<String> isLess(String setting, @Nullable ConfigEntry is, String wanted) {
        if (is == null || is.value() == null || is.value().equals(wanted)) {
            return java.util.Optional.empty();
        }
        boolean isNumber = !setting.equals(TopicConfig.CLEANUP_POLICY_CONFIG);
        boolean less = !isNumber || unlimited(wanted) > unlimited(is.value());
        return less ? java.util.Optional.of(is.value()) : java.util.Optional.empty();
    }

    private static long unlimited(String value) {
        return value.equals(NO_LIMIT) ? Long.MAX_VALUE : Long.parseLong(value);
    }
}
