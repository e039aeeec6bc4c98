package io.checkoutsuite.workqueue.queue;

/**
 * What one node has done with a queue since it opened it.
 *
 * @param added items
 * @param delivered deliveries, that is attempts
 * @param redelivered deliveries of items that had been delivered before
 * @param acknowledged items
 * @param retried deliveries that were released with a delay
 * @param parked items
 * @param lost changes that were refused because the item no longer belonged to its consumer
 */
public record QueueCounts(
        long added, long delivered, long redelivered, long acknowledged, long retried, long parked, long lost) {}
