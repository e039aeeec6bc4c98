package io.checkoutsuite.reservations.counter;

/** A request for more than a counter had; {@code available} is what it had at that time, never negative. */
public record Shortage(String counter, long requested, long available) {}
