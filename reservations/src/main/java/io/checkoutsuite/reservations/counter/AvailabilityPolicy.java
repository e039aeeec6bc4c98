package io.checkoutsuite.reservations.counter;

/** Whether the available quantity of a counter limits reservations. */
public enum AvailabilityPolicy {
    /** Limited by the available quantity. */
    TRACKED,
    /** Unlimited; nothing is counted. */
    ALWAYS,
    /** Never available. */
    NEVER
}
