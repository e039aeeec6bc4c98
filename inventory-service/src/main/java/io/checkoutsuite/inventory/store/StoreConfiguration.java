package io.checkoutsuite.inventory.store;

import io.checkoutsuite.reservations.ReservationsConfiguration;
import io.checkoutsuite.reservations.store.ReservationCollections;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The collections of this service: stock records are counters, and each checkout's stock is one request. */
@Configuration(proxyBeanMethods = false)
@Import(ReservationsConfiguration.class)
class StoreConfiguration {

    static final String RESERVATIONS = "reservations";

    @Bean
    ReservationCollections reservationCollections() {
        return new ReservationCollections("stock", RESERVATIONS, "changes");
    }
}
