package io.checkoutsuite.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.Consumer;
import lombok.extern.slf4j.Slf4j;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.messaging.Message;

/** Wires messaging into a service that has a document store and a broker binder. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
            "org.springframework.cloud.stream.function.FunctionConfiguration"
        })
@EnableConfigurationProperties(MessagingSettings.class)
@Slf4j
class MessagingConfiguration {

    /** How a dot in the name of a header is stored: a document's field cannot have one. */
    private static final String STORED_DOT = "\uFF0E";

    /** A class that moves must stay readable: no document names one. */
    @Autowired
    void storeNeitherClassNamesNorDots(MappingMongoConverter converter) {
        converter.setTypeMapper(new DefaultMongoTypeMapper(null));
        converter.setMapKeyDotReplacement(STORED_DOT);
    }

    static final String DEAD_LETTER_SUFFIX = ".dlq";

    @Bean
    DatabaseClock databaseClock(MongoOperations mongo) {
        return new DatabaseClock(mongo);
    }

    @Bean
    Leases leases(MongoOperations mongo, DatabaseClock clock) {
        return new Leases(mongo, clock);
    }

    @Bean
    EventCodec eventCodec(MessagingSettings settings) {
        return new EventCodec(settings.source());
    }

    @Bean
    ServiceWord serviceWord(Environment environment) {
        return ServiceWord.of(environment);
    }

    @Bean
    Consumptions consumptions(MongoOperations mongo) {
        Consumptions consumptions = new Consumptions(mongo);
        consumptions.createIndexes();
        return consumptions;
    }

    @Bean
    IdempotentMessageConsumptionService idempotentMessageConsumption(
            Consumptions consumptions,
            EventCodec codec,
            DatabaseClock clock,
            MessagingSettings settings,
            MeterRegistry meters,
            ServiceWord service) {
        return new IdempotentMessageConsumptionService(consumptions, codec, clock, settings, meters, service);
    }

    @Bean
    BindingPublisher bindingPublisher(StreamBridge bridge, EventCodec codec) {
        return new BindingPublisher(bridge, codec);
    }

    @Bean
    ReplayPublisher replayPublisher(BindingPublisher publisher, EventCodec codec) {
        return new ReplayPublisher(publisher, codec);
    }

    @Bean
    OutboxRelays outboxRelays(
            MongoOperations mongo,
            BindingPublisher publisher,
            Leases leases,
            DatabaseClock clock,
            MessagingSettings settings,
            MeterRegistry meters) {
        return OutboxRelays.of(settings.outboxes().stream()
                .map(collection -> new OutboxRelay(
                        new OutboxDocuments(collection, mongo), publisher, leases, clock, settings, meters))
                .toList());
    }

    @Bean
    OutboxHealth outboxHealthIndicator(OutboxRelays relays) {
        return new OutboxHealth(relays.all());
    }

    /** Sends raw messages to topics named at run time: dead letters, and what operators send again. */
    @Bean(defaultCandidate = false)
    KafkaOperations<byte[], byte[]> rawKafka(Environment environment) {
        String brokers = environment.getRequiredProperty("spring.cloud.stream.kafka.binder.brokers");
        return new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        // A dead letter is the message it was and its stack.
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        9 * 1024 * 1024,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        5_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        3_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        10_000,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
    }

    @Bean
    DeadLetters deadLetters(
            MongoOperations mongo,
            @Qualifier("rawKafka") KafkaOperations<byte[], byte[]> rawKafka,
            MessagingSettings settings,
            DatabaseClock clock,
            ServiceWord service,
            MeterRegistry meters) {
        DeadLetters deadLetters = new DeadLetters(mongo, rawKafka, settings, clock, service);
        deadLetters.createIndexes();
        ParkedGauge.register(deadLetters, meters);
        return deadLetters;
    }

    @Bean
    Redrives redrives(DeadLetters deadLetters, DatabaseClock clock) {
        return new Redrives(deadLetters, clock);
    }

    /** Keeps what this service's listeners could not apply; bound to all of the service's dead-letter topics. */
    @Bean
    Consumer<Message<byte[]>> deadLetterListener(DeadLetters deadLetters) {
        return deadLetters::park;
    }

    /** Retries with back-off, then parks the message in {@code <topic>.<group>.dlq}; a dead letter itself is tried for ever. */
    @Bean
    ListenerContainerCustomizer<AbstractMessageListenerContainer<byte[], byte[]>> retriesAndDeadLetters(
            @Qualifier("rawKafka") KafkaOperations<byte[], byte[]> rawKafka) {
        return (container, destination, group) -> container.setCommonErrorHandler(errorHandler(rawKafka, group));
    }

    private static DefaultErrorHandler errorHandler(KafkaOperations<byte[], byte[]> rawKafka, String group) {
        DeadLetterPublishingRecoverer park = new DeadLetterPublishingRecoverer(
                rawKafka,
                (message, failure) -> new TopicPartition(message.topic() + "." + group + DEAD_LETTER_SUFFIX, -1));
        park.setFailIfSendResultIsError(true);
        park.addHeadersFunction((message, failure) -> DeadLetterHeaders.reason(failure));
        DefaultErrorHandler handler = new DefaultErrorHandler(park, RetryPolicy.backOff(null));
        handler.setBackOffFunction((message, failure) -> RetryPolicy.backOff(failure));
        handler.addNotRetryableExceptions(MalformedEventException.class);
        handler.setRetryListeners((message, failure, attempt) -> log.warn(
                "Attempt {} of {} at {}-{}@{}: {}",
                attempt,
                group,
                message.topic(),
                message.partition(),
                message.offset(),
                DeadLetterHeaders.saidBy(failure)));
        return handler;
    }

    /** Binding names that a configuration forgot would be listeners that hear nothing. */
    @Bean
    BindingCheck bindingCheck(Environment environment) {
        return new BindingCheck(environment);
    }
}
