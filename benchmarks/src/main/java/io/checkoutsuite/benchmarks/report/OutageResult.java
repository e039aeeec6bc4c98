package io.checkoutsuite.benchmarks.report;

/**
 * What happened while the broker was away.
 *
 * @param awaySeconds from its kill until it accepted requests again
 * @param ordersMeanwhile orders whose response arrived in this time
 * @param catchUpSeconds from its return until all participants had applied these orders and the earlier ones
 */
public record OutageResult(double awaySeconds, long ordersMeanwhile, double catchUpSeconds) {}
