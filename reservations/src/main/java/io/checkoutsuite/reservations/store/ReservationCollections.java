package io.checkoutsuite.reservations.store;

/**
 * The names of a service's collections.
 *
 * @param counters the counters with their holds
 * @param requests one document per request, with an outbox
 * @param changes the recorded changes of counters by their owner; created only if the service uses the ledger
 */
public record ReservationCollections(String counters, String requests, String changes) {}
