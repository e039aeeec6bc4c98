package io.checkoutsuite.reservations.counter;

/**
 * A definition that may reach its counter later than a newer one.
 *
 * @param revision of two definitions of one counter, the one with the higher revision applies
 */
public record RevisedDefinition(CounterDefinition definition, long revision) {}
