package io.checkoutsuite.inventory.store;

import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.reservations.CheckoutOutcomes;
import io.checkoutsuite.reservations.Ledger;
import io.checkoutsuite.reservations.Reservations;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** Defines the collections and what works on them. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    static final String STOCK = "stock";
    static final String RESERVATIONS = "reservations";
    static final String CHANGES = "changes";

    @Bean
    Reservations reservations(
            MongoOperations mongo,
            CheckoutOutcomes outcomes,
            @Value("${suite.holds.extension:1m}") Duration extension,
            DatabaseClock clock) {
        return new Reservations(mongo, STOCK, RESERVATIONS, outcomes, extension, clock);
    }

    @Bean
    Ledger ledger(MongoOperations mongo, DatabaseClock clock) {
        return new Ledger(mongo, STOCK, RESERVATIONS, CHANGES, clock);
    }
}
