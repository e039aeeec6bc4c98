package io.checkoutsuite.benchmarks.floor;

import io.checkoutsuite.benchmarks.measure.Percentiles;

/**
 * Some submits of a floor.
 *
 * @param seconds from the first submit until the last one was decided
 * @param submit how long submits took, in milliseconds
 */
record FloorRound(long orders, double seconds, Percentiles submit) {}
