package io.checkoutsuite.benchmarks.workqueue;

/**
 * What each node does.
 *
 * @param producers threads that put items, one after the other
 * @param consumers threads that take items and acknowledge them together
 * @param batch how many items a consumer takes at most
 * @param payload the length of a payload, in characters
 * @param capacity of the queue
 */
record NodeLoad(int producers, int consumers, int batch, int payload, int capacity) {}
