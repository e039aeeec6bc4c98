package io.checkoutsuite.messaging;

import io.checkoutsuite.mongo.MongoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.kafka.support.KafkaHeaderMapper;

/** Connects a service with a document store to the broker. A service without {@value MessagingSettings#SOURCE} publishes and consumes nothing. */
@AutoConfiguration(
        after = MongoConfiguration.class,
        afterName = "org.springframework.cloud.stream.function.FunctionConfiguration")
@EnableConfigurationProperties({MessagingSettings.class, TopicSettings.class, ConsumerSettings.class})
@ConditionalOnProperty(MessagingSettings.SOURCE)
public class MessagingConfiguration {

    @Bean
    EventCodec eventCodec(MessagingSettings settings) {
        return new EventCodec(settings.source());
    }

    /** The binder finds it by its name. */
    @Bean
    KafkaHeaderMapper kafkaBinderHeaderMapper() {
        return new EventHeaderMapper();
    }

    @Bean
    ServiceName serviceName(Environment environment) {
        return ServiceName.of(environment);
    }

    @Bean
    BindingPublisher bindingPublisher(StreamBridge bridge, EventCodec codec) {
        return new BindingPublisher(bridge, codec);
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
