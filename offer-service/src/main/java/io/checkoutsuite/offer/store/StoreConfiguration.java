package io.checkoutsuite.offer.store;

import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.reservations.CheckoutOutcomes;
import io.checkoutsuite.reservations.Reservations;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** The collections of this service, and the reservations in them. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    static final String OFFERS = "offers";
    static final String CODES = "codes";
    static final String COUNTERS = "counters";
    static final String USES = "uses";

    @Bean
    Reservations reservations(
            MongoOperations mongo,
            CheckoutOutcomes outcomes,
            @Value("${suite.holds.extension:1m}") Duration extension,
            DatabaseClock clock) {
        return new Reservations(mongo, COUNTERS, USES, outcomes, extension, clock);
    }
}
