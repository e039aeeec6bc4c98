package io.checkoutsuite.benchmarks.compare;

/** The figures of one side in one round; processor time is of one order. */
public record Figures(long orders, double ordersPerSecond, double cpuMillis, double p50Millis, double p99Millis) {}
