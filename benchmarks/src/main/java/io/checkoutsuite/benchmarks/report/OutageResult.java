package io.checkoutsuite.benchmarks.report;

/**
 * What happened while the broker was unavailable.
 *
 * @param outageSeconds from its kill until it accepted requests again
 * @param ordersMeanwhile orders whose response arrived in this time
 * @param catchUpSeconds from its return until all participants had applied these orders and the earlier ones
 */
public record OutageResult(double outageSeconds, long ordersMeanwhile, double catchUpSeconds) {}
