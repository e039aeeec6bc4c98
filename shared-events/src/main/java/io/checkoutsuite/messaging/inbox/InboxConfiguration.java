package io.checkoutsuite.messaging.inbox;

import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.MessagingConfiguration;
import io.checkoutsuite.messaging.MessagingSettings;
import io.checkoutsuite.messaging.ServiceName;
import io.checkoutsuite.mongo.DatabaseClock;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;

/** Applies each received event once. */
@AutoConfiguration(after = MessagingConfiguration.class)
@ConditionalOnProperty(MessagingSettings.SOURCE)
class InboxConfiguration {

    @Bean
    Inbox inbox(MongoOperations mongo, MessagingSettings settings) {
        Inbox inbox = new Inbox(mongo, settings.inboxes());
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
}
