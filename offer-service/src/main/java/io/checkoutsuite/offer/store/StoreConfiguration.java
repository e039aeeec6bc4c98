package io.checkoutsuite.offer.store;

import io.checkoutsuite.reservations.ReservationsConfiguration;
import io.checkoutsuite.reservations.store.ReservationCollections;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The collections of this service: each limit is a counter, and each checkout's uses are one request. */
@Configuration(proxyBeanMethods = false)
@Import(ReservationsConfiguration.class)
class StoreConfiguration {

    static final String OFFERS = "offers";
    static final String CODES = "codes";
    static final String USES = "uses";

    @Bean
    ReservationCollections reservationCollections() {
        return new ReservationCollections("counters", USES, "changes");
    }
}
