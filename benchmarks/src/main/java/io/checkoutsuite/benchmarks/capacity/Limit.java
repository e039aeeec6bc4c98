package io.checkoutsuite.benchmarks.capacity;

/**
 * How many checkouts are possible with one thing of which there could be more.
 *
 * @param thing for instance "cart, one instance of 4 cores"
 * @param checkoutsPerSecond the rate at which it is fully used
 */
record Limit(String thing, double checkoutsPerSecond) {}
