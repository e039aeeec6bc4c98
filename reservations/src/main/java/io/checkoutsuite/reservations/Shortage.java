package io.checkoutsuite.reservations;

/** What was asked of a counter that had less; {@code available} is what it had at that moment, never negative. */
public record Shortage(String counter, long requested, long available) {}
