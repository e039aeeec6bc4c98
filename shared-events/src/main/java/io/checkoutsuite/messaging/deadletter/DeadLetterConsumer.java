package io.checkoutsuite.messaging.deadletter;

import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.messaging.ConsumedTopics;
import io.checkoutsuite.messaging.KafkaConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListener;

/**
 * Stores the records that arrive in this service's dead-letter topics. It reads raw records, so that no record can fail before it is stored.
 * While the database is unavailable it retries the same record, so that the order is kept.
 */
@Slf4j
@RequiredArgsConstructor
final class DeadLetterConsumer implements SmartLifecycle {

    private static final int POLLED = 20;

    private final KafkaConnection connection;
    private final ConsumedTopics consumedTopics;
    private final DeadLetters deadLetters;

    private @Nullable ConcurrentMessageListenerContainer<byte[], byte[]> container;

    @Override
    public void start() {
        Set<String> topics = consumedTopics.deadLetterTopics();
        if (topics.isEmpty()) {
            return;
        }
        ContainerProperties properties = new ContainerProperties(topics.toArray(String[]::new));
        properties.setGroupId(consumedTopics.all().getFirst().group() + ".dead-letters");
        properties.setAckMode(ContainerProperties.AckMode.RECORD);
        properties.setMissingTopicsFatal(false);
        properties.setMessageListener((MessageListener<byte[], byte[]>) deadLetters::park);
        ConcurrentMessageListenerContainer<byte[], byte[]> starting = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                properties);
        starting.setBeanName("dead-letters");
        DefaultErrorHandler errorHandler = new DefaultErrorHandler(RetryPolicy.unlimited());
        errorHandler.setClassifications(Map.of(), true);
        LogLimiter failures = new LogLimiter();
        errorHandler.setRetryListeners((letter, failure, attempt) -> failures.log(
                RetryPolicy.logSubject(letter, attempt),
                suppressed -> log.warn(
                        "Attempt {} to store {}: {}{}",
                        attempt,
                        position(letter),
                        DeadLetterHeaders.describe(failure),
                        suppressed)));
        starting.setCommonErrorHandler(errorHandler);
        starting.start();
        container = starting;
    }

    private static String position(ConsumerRecord<?, ?> letter) {
        return letter.topic() + "-" + letter.partition() + "@" + letter.offset();
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(connection.consumer());
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLLED);
        return settings;
    }

    @Override
    public void stop() {
        if (container != null) {
            container.stop();
            container = null;
        }
    }

    @Override
    public boolean isRunning() {
        return container != null;
    }
}
