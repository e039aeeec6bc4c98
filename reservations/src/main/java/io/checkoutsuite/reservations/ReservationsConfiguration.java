package io.checkoutsuite.reservations;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * Imported by a service that reserves something. The service defines a bean of type {@link
 * io.checkoutsuite.reservations.store.ReservationCollections} with the names of its collections.
 *
 * <p>Beans are created when the service injects them, because some have a price: the index of the ledger makes every request more expensive.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan(lazyInit = true)
public class ReservationsConfiguration {}
