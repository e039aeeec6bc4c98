package io.checkoutsuite.workqueue.queue;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The slots of queues, one for each item that a queue has room for. A slot is one document, and each method is one command, which changes each slot by a
 * conditional write. All of them throw {@link WorkQueueException} if the database fails.
 */
public interface Slots {

    /**
     * An item on its way into a slot.
     *
     * @param number larger than that of every item that was in the queue when its addition began
     */
    record Filling(int slot, long number, @Nullable String key, String payload, Instant addedAt) {}

    /**
     * An item in its slot, without its payload.
     *
     * @param token of its latest delivery; 0 if there was none, or if it was parked
     * @param visibleAt when it may be delivered: the end of its lease or of its delay
     * @param leased whether the time is that of a lease
     */
    record StoredItem(
            int slot,
            long number,
            @Nullable String key,
            int attempts,
            long token,
            Instant visibleAt,
            boolean leased,
            boolean parked) {

        boolean isVisible(Instant now) {
            return !parked && !visibleAt.isAfter(now);
        }

        boolean isLeased(Instant now) {
            return leased && visibleAt.isAfter(now);
        }
    }

    /** A leased item with its payload. */
    record Delivery(StoredItem item, String payload, Instant addedAt) {}

    /** What happens to a delivered item. */
    sealed interface Change {

        /** The item leaves the queue. */
        record Removed() implements Change {}

        /** The delivery does not count, and the item can be delivered at once. */
        record Released() implements Change {}

        /**
         * The item can be delivered again from this time on.
         *
         * @param reason why the attempt has failed
         */
        record Delayed(Instant visibleAt, String reason) implements Change {}

        record Parked(Instant at, String reason) implements Change {}

        /** The lease is longer, unless it has already ended. */
        record Extended(Instant now, Instant until) implements Change {}
    }

    /**
     * @param number of the item
     * @param token of the delivery that may make the change
     */
    record Settlement(int slot, long number, long token, Change change) {}

    /**
     * Draws consecutive numbers of the queue; each is larger than all that were drawn before.
     *
     * @return the first one
     * @throws IllegalStateException if the queue does not exist
     */
    long draw(String queue, int count);

    /** The numbers of free slots, from this one on, in ascending order. */
    List<Integer> free(String queue, int from, int limit);

    /** Fills free slots, one after the other, until one is not free. Returns how many were filled. */
    int fill(String queue, List<Filling> fillings);

    /** The items after this number, in the order of their numbers. Items with some of these keys may be left out. */
    List<StoredItem> items(String queue, long after, int limit, Collection<String> withoutKeys);

    /** Leases the items that are still as they were read. Returns how many were. */
    int lease(String queue, List<StoredItem> items, long token, Instant until);

    /** The items with leases, current or expired, that have the keys of these items; of an item without a key, only itself. */
    List<Delivery> leased(String queue, List<StoredItem> items);

    /** Parks the items that are still as they were read. Returns how many were. */
    int park(String queue, List<StoredItem> items, Instant at, String reason);

    /** Changes the items whose delivery with this token is still the latest. Returns the indexes of those where it is not. */
    Set<Integer> settle(String queue, List<Settlement> settlements);

    /** How many items the queue has, including those that are leased, delayed or parked. */
    int countItems(String queue);

    int countFree(String queue);
}
