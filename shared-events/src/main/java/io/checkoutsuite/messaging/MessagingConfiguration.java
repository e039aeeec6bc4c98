package io.checkoutsuite.messaging;

import io.checkoutsuite.events.ContradictingEventException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import lombok.extern.slf4j.Slf4j;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.core.convert.converter.ConverterRegistry;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;

/** Wires messaging into a service that has a document store and a broker binder. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
            "org.springframework.cloud.stream.function.FunctionConfiguration"
        })
@EnableConfigurationProperties({
    MessagingSettings.class,
    TopicSettings.class,
    ConsumerSettings.class,
    DeadLetterSettings.class
})
@Slf4j
class MessagingConfiguration {

    /** Replaces a dot in the name of a header: the name of a document's field cannot contain one. */
    private static final String STORED_DOT = "\uFF0E";

    /** Documents contain no class names, so that they stay readable when a class is moved. */
    @Autowired
    void storeNeitherClassNamesNorDots(MappingMongoConverter converter) {
        converter.setTypeMapper(new DefaultMongoTypeMapper(null));
        converter.setMapKeyDotReplacement(STORED_DOT);
    }

    /** A string in place of a list would otherwise be read as a list with that string, and fail where its elements are used. */
    @Autowired
    void readListsStrictly(MappingMongoConverter converter) {
        if (converter.getConversionService() instanceof ConverterRegistry conversions) {
            conversions.removeConvertible(String.class, Collection.class);
            conversions.removeConvertible(Object.class, Collection.class);
        }
    }

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
    ServiceName serviceName(Environment environment) {
        return ServiceName.of(environment);
    }

    @Bean
    Inbox inbox(MongoOperations mongo) {
        Inbox inbox = new Inbox(mongo);
        inbox.createIndexes();
        return inbox;
    }

    @Bean
    IdempotentMessageConsumptionService idempotentMessageConsumption(
            Inbox inbox,
            EventCodec codec,
            DatabaseClock clock,
            MessagingSettings settings,
            MeterRegistry meters,
            ServiceName service) {
        return new IdempotentMessageConsumptionService(inbox, codec, clock, settings, meters, service);
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
            KafkaConnection connection,
            MeterRegistry meters) {
        settings.requireTimeFor(connection.producer());
        return OutboxRelays.of(settings.outboxes().stream()
                .map(collection ->
                        new OutboxRelay(new OutboxStore(collection, mongo), publisher, leases, clock, settings, meters))
                .toList());
    }

    @Bean
    OutboxHealth outboxHealthIndicator(OutboxRelays relays) {
        return new OutboxHealth(relays.all());
    }

    @Bean
    KafkaConnection kafkaConnection(Environment environment, ObjectProvider<KafkaConnectionDetails> details) {
        return KafkaConnection.of(environment, details);
    }

    @Bean
    LargestMessage largestMessage(KafkaConnection connection) {
        return connection.largestMessage();
    }

    @Bean
    ConsumedTopics consumedTopics(Environment environment) {
        return new ConsumedTopics(environment);
    }

    @Bean
    Topics messagingTopics(
            KafkaConnection connection,
            ConsumedTopics consumedTopics,
            TopicSettings settings,
            Environment environment) {
        return new Topics(connection, consumedTopics, settings, environment);
    }

    /** Sends raw messages to topics named at run time: dead letters, and messages that operators redrive. */
    @Bean(defaultCandidate = false)
    KafkaOperations<byte[], byte[]> rawKafka(KafkaConnection connection) {
        Map<String, Object> settings = new HashMap<>(connection.producer());
        settings.putAll(Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                connection.largestMessage().asDeadLetter(),
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
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
        return (container, destination, group) -> container.setCommonErrorHandler(errorHandler(rawKafka, group));
    }

    private static DefaultErrorHandler errorHandler(KafkaOperations<byte[], byte[]> rawKafka, String group) {
        DeadLetterRecoverer recoverer = new DeadLetterRecoverer(rawKafka, group);
        DefaultErrorHandler handler = new DefaultErrorHandler(recoverer, RetryPolicy.backOff(null));
        // A record without a value contains no event; retrying does not help.
        handler.setBackOffFunction(
                (message, failure) -> message.value() == null ? RetryPolicy.noRetries() : RetryPolicy.backOff(failure));
        handler.addNotRetryableExceptions(MalformedEventException.class, ContradictingEventException.class);
        handler.setRetryListeners((message, failure, attempt) -> log.warn(
                "Attempt {} of {} at {}-{}@{} failed: {}",
                attempt,
                group,
                message.topic(),
                message.partition(),
                message.offset(),
                DeadLetterHeaders.describe(failure)));
        return handler;
    }

    /** A binding that is missing in the configuration would be a listener that receives nothing. */
    @Bean
    BindingCheck bindingCheck(
            Environment environment,
            ConsumedTopics consumedTopics,
            KafkaConnection connection,
            ConsumerSettings consumers) {
        consumers.requireTimeFor(connection.consumer());
        return new BindingCheck(environment, consumedTopics);
    }
}
