package io.checkoutsuite.benchmarks.workqueue;

import java.util.Map;

/**
 * What a node has done.
 *
 * @param put items that were put
 * @param putSum the sum of the hashes of their payloads, modulo 2^64: two nodes that put and take the same items have the same sums
 * @param taken items that were taken and acknowledged
 * @param redelivered deliveries of items that had been delivered before
 * @param lost acknowledgements that came too late
 * @param putsByTenth how many items were put in each tenth of a second, by its number since 1970
 * @param commands the commands of the database during the measured time, by their names and collections
 * @param measuredTaken items that were acknowledged during the measured time
 */
record NodeResult(
        long put,
        long putSum,
        long taken,
        long takenSum,
        long redelivered,
        long lost,
        Map<Long, Long> putsByTenth,
        Map<Long, Long> takenByTenth,
        Map<String, Long> commands,
        long measuredTaken) {}
