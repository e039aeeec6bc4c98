package io.checkoutsuite.messaging.outbox;

import io.checkoutsuite.messaging.BindingPublisher;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.KafkaConnection;
import io.checkoutsuite.messaging.MessagingConfiguration;
import io.checkoutsuite.messaging.MessagingSettings;
import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.mongo.Leases;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;

/** Publishes the events that documents of this service hold. */
@AutoConfiguration(after = MessagingConfiguration.class)
@ConditionalOnProperty(MessagingSettings.SOURCE)
class OutboxConfiguration {

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
}
