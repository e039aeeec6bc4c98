package io.checkoutsuite.workqueue.queue;

import io.checkoutsuite.workqueue.queue.Slots.StoredItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The items that may be delivered now, in the order of their numbers. An item with a key is one of them only if no earlier item with that key is in the
 * queue, whatever that one waits for, and none with that key is leased.
 *
 * @param deliverable what may be leased
 * @param exhausted items that have used up their attempts and have to be parked
 * @param waiting the items before the first deliverable one
 */
record Candidates(List<StoredItem> deliverable, List<StoredItem> exhausted, Waiting waiting) {

    /** More keys than this are not named in a query; their items are read and left out. */
    private static final int MOST_NAMED_KEYS = 500;

    /** Items that are leased, delayed or behind others are read, too, and are usually not many. */
    private static final int READ_AHEAD = 64;

    private static final int LARGEST_PAGE = 1_000;

    /**
     * Items at the beginning of a queue of which none may be delivered: they are leased, delayed, parked or behind others.
     *
     * @param count how many were read
     * @param upTo the number of the last one
     * @param keys their keys
     * @param nextVisible when the first of them may be delivered, if nobody changes anything
     */
    record Waiting(int count, long upTo, Set<String> keys, Instant nextVisible) {

        static final Waiting NONE = new Waiting(0, 0, Set.of(), Instant.MAX);
    }

    /**
     * Reads the queue in pages, until it has found so many or has reached the end.
     *
     * @param beginning known items at the beginning of the queue, which are not read again
     */
    static Candidates find(Slots slots, String queue, int wanted, int maxAttempts, Instant now, Waiting beginning) {
        Search search = new Search(maxAttempts, now, beginning);
        int limit = Math.min(wanted + READ_AHEAD, LARGEST_PAGE);
        long after = beginning.upTo();
        while (true) {
            List<StoredItem> page = slots.items(queue, after, limit, search.namedKeys());
            search.read(page);
            if (page.size() < limit || search.deliverable.size() >= wanted) {
                return search.result(wanted);
            }
            after = page.getLast().number();
            limit = Math.min(2 * limit, LARGEST_PAGE);
        }
    }

    private static final class Search {

        private final int maxAttempts;
        private final Instant now;
        private final Set<String> keys;
        private final List<StoredItem> deliverable = new ArrayList<>();
        private final List<StoredItem> exhausted = new ArrayList<>();
        private int waiting;
        private long waitingUpTo;
        private final Set<String> waitingKeys;
        private Instant nextVisible;

        Search(int maxAttempts, Instant now, Waiting beginning) {
            this.maxAttempts = maxAttempts;
            this.now = now;
            keys = new HashSet<>(beginning.keys());
            waiting = beginning.count();
            waitingUpTo = beginning.upTo();
            waitingKeys = new HashSet<>(beginning.keys());
            nextVisible = beginning.nextVisible();
        }

        Set<String> namedKeys() {
            return keys.size() <= MOST_NAMED_KEYS ? keys : Set.of();
        }

        void read(List<StoredItem> page) {
            for (StoredItem item : page) {
                // An item that was added at the same time as another one with its key, on another node, may be found
                // behind it after that was leased.
                if (item.key() != null && item.isLeased(now)) {
                    keys.add(item.key());
                }
            }
            for (StoredItem item : page) {
                boolean first = item.key() == null || keys.add(item.key());
                boolean visible = first && item.isVisible(now);
                if (visible && item.attempts() < maxAttempts) {
                    deliverable.add(item);
                } else if (visible) {
                    exhausted.add(item);
                }
                if (deliverable.isEmpty()) {
                    noteWaiting(item);
                }
            }
        }

        private void noteWaiting(StoredItem item) {
            waiting++;
            waitingUpTo = item.number();
            if (item.key() != null) {
                waitingKeys.add(item.key());
            }
            if (!item.parked()
                    && item.visibleAt().isAfter(now)
                    && item.visibleAt().isBefore(nextVisible)) {
                nextVisible = item.visibleAt();
            }
        }

        Candidates result(int wanted) {
            return new Candidates(
                    deliverable.subList(0, Math.min(wanted, deliverable.size())),
                    exhausted,
                    new Waiting(waiting, waitingUpTo, waitingKeys, nextVisible));
        }
    }
}
