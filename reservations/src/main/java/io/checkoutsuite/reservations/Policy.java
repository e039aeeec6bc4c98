package io.checkoutsuite.reservations;

/** Whether a counter's quantity decides what can be had of it. */
public enum Policy {
    /** As much as is available. */
    TRACKED,
    /** Always enough; nothing is counted. */
    ALWAYS,
    /** Never any. */
    NEVER
}
