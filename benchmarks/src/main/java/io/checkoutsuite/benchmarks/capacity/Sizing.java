package io.checkoutsuite.benchmarks.capacity;

/**
 * How large instances and shards are, and how much of them is used.
 *
 * @param utilisationPercent how much of the cores and of the partitions' time is used
 * @param cores processors of one instance
 * @param shardWrites write commands that one replica set sustains in a second
 */
record Sizing(int utilisationPercent, int cores, long shardWrites) {

    /** The same as {@code utilisationPercent}, as a fraction of 1. */
    double utilisation() {
        return utilisationPercent / 100.0;
    }
}
