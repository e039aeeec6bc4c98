package io.checkoutsuite.messaging.deadletter;

import io.checkoutsuite.events.ContradictingEventException;
import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.messaging.ConsumedTopics;
import io.checkoutsuite.messaging.KafkaConnection;
import io.checkoutsuite.messaging.MalformedEventException;
import io.checkoutsuite.messaging.MessagingConfiguration;
import io.checkoutsuite.messaging.MessagingSettings;
import io.checkoutsuite.messaging.ServiceName;
import io.checkoutsuite.mongo.DatabaseClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import lombok.extern.slf4j.Slf4j;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;

/** Retries failed messages, parks those that keep failing, and sends them back when an operator asks for it. */
@AutoConfiguration(after = MessagingConfiguration.class)
@EnableConfigurationProperties(DeadLetterSettings.class)
@ConditionalOnProperty(MessagingSettings.SOURCE)
@Slf4j
class DeadLetterConfiguration {

    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

    /** Sends raw messages to topics named at run time: dead letters, and messages that operators redrive. */
    @Bean(defaultCandidate = false)
    KafkaOperations<byte[], byte[]> rawKafka(KafkaConnection connection) {
        Map<String, Object> settings = new HashMap<>(connection.producer());
        settings.putAll(Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                connection.largestMessage().asDeadLetter(),
                // An uncompressed copy is never larger than its record, so that the broker accepts again what it
                // accepted before.
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "none",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                5_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                3_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.LINGER_MS_CONFIG,
                0));
        return new KafkaTemplate<>(
                new DefaultKafkaProducerFactory<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    @Bean
    DeadLetters deadLetters(
            MongoOperations mongo,
            @Qualifier("rawKafka") KafkaOperations<byte[], byte[]> rawKafka,
            KafkaConnection connection,
            ConsumedTopics consumedTopics,
            MessagingSettings settings,
            DeadLetterSettings deadLetterSettings,
            Environment environment,
            DatabaseClock clock,
            ServiceName service,
            MeterRegistry meters) {
        Set<String> tenants = Binder.get(environment)
                .bind("suite.access.tenants", Bindable.setOf(String.class))
                .orElse(Set.of("default"));
        DeadLetters deadLetters = new DeadLetters(
                mongo,
                rawKafka,
                new TopicRecords(connection),
                consumedTopics,
                settings,
                deadLetterSettings.resolve(tenants),
                tenants,
                clock,
                service);
        deadLetters.createIndexes();
        DeadLetterGauge.register(deadLetters, meters);
        return deadLetters;
    }

    @Bean
    DeadLetterConsumer deadLetterConsumer(
            KafkaConnection connection, ConsumedTopics consumedTopics, DeadLetters deadLetters) {
        return new DeadLetterConsumer(connection, consumedTopics, deadLetters);
    }

    @Bean
    Redrives redrives(DeadLetters deadLetters, DatabaseClock clock) {
        return new Redrives(deadLetters, clock);
    }

    /** Retries with back-off, then parks the message in {@code <topic>.<group>.dlq}. */
    @Bean
    ListenerContainerCustomizer<AbstractMessageListenerContainer<byte[], byte[]>> retriesAndDeadLetters(
            @Qualifier("rawKafka") KafkaOperations<byte[], byte[]> rawKafka) {
        return (container, destination, group) -> {
            container.setCommonErrorHandler(errorHandler(rawKafka, group));
            commitOffsetsRarely(container.getContainerProperties());
        };
    }

    /**
     * Committed after each poll, offsets would cost the broker one more write for almost every event. Events that are delivered again after a
     * crash are recognized in the inbox.
     */
    private static void commitOffsetsRarely(ContainerProperties properties) {
        properties.setAckMode(ContainerProperties.AckMode.TIME);
        properties.setAckTime(COMMIT_INTERVAL.toMillis());
        // Without events, offsets are committed after the next poll.
        properties.setPollTimeout(COMMIT_INTERVAL.toMillis());
    }

    private static DefaultErrorHandler errorHandler(KafkaOperations<byte[], byte[]> rawKafka, String group) {
        DeadLetterRecoverer recoverer = new DeadLetterRecoverer(rawKafka, group);
        DefaultErrorHandler handler = new DefaultErrorHandler(recoverer, RetryPolicy.backOff(null));
        // A record without a value contains no event; retrying does not help.
        handler.setBackOffFunction(
                (message, failure) -> message.value() == null ? RetryPolicy.noRetries() : RetryPolicy.backOff(failure));
        handler.addNotRetryableExceptions(MalformedEventException.class, ContradictingEventException.class);
        LogLimiter failures = new LogLimiter();
        handler.setRetryListeners((message, failure, attempt) -> failures.log(
                RetryPolicy.logSubject(message, attempt),
                suppressed -> log.warn(
                        "Attempt {} of {} at {}-{}@{} failed: {}{}",
                        attempt,
                        group,
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        DeadLetterHeaders.describe(failure),
                        suppressed)));
        return handler;
    }
}
