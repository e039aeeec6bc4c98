package io.checkoutsuite.workqueue.queue;

import io.checkoutsuite.text.BoundedText;
import io.checkoutsuite.workqueue.node.NotParticipatingException;
import io.checkoutsuite.workqueue.node.Participation;
import io.checkoutsuite.workqueue.node.TimeLimit;
import io.checkoutsuite.workqueue.queue.Additions.Addition;
import io.checkoutsuite.workqueue.queue.Deliveries.Poll;
import io.checkoutsuite.workqueue.queue.Settlements.Settled;
import io.checkoutsuite.workqueue.queue.Settlements.Settling;
import io.checkoutsuite.workqueue.queue.Slots.Change;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * A bounded queue that all nodes with the same database share. It never has more items than its stored capacity. A delivered item is leased: its consumer
 * acknowledges it or gives it back, and an item whose lease ends is delivered again. So an item is delivered at least once, and its consumer must bear
 * that it is delivered twice ({@link LeasedItem#number}, {@link LeasedItem#token}).
 *
 * <p>Items with the same key are delivered in the order in which they were added, and never two of them at a time: an item that is leased, delayed or
 * parked holds up the later ones with its key, and no others. Items without a key are delivered roughly in order.
 *
 * <p>All methods are safe for many threads, and throw {@link WorkQueueException} if the database fails, and {@link QueueClosedException} after {@link #close}.
 */
public final class WorkQueue implements AutoCloseable {

    /** The most items that one call takes. */
    public static final int MOST_TAKEN = Deliveries.BATCH;

    /** The most items that one call adds, acknowledges or changes. */
    public static final int MOST_LISTED = 10_000;

    /** The longest delay of {@link #retryLater}. */
    public static final Duration LONGEST_DELAY = Duration.ofDays(30);

    private static final int MAX_REASON_LENGTH = 1_000;

    private final WorkQueueSettings settings;
    private final Slots slots;
    private final Clock clock;
    private final Participation participation;
    private final FreeSlots freeSlots;
    private final Deliveries deliveries;
    private final Additions additions;
    private final CallCombiner<Poll> polling;
    private final CallCombiner<Addition> adding;
    private final CallCombiner<Settling> settling;
    private final Runnable participationObserver;
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder parked = new LongAdder();
    private final LongAdder lost = new LongAdder();

    /**
     * @param clock the clock of the database
     * @param highestSlot about the highest number of a slot of the queue
     */
    public WorkQueue(
            WorkQueueSettings settings, Slots slots, Clock clock, Participation participation, int highestSlot) {
        this.settings = settings;
        this.slots = slots;
        this.clock = clock;
        this.participation = participation;
        String thread = "work-queue-" + settings.name();
        freeSlots = new FreeSlots(settings.name(), slots, highestSlot);
        deliveries = new Deliveries(settings, slots, clock, participation);
        polling = new CallCombiner<>(thread + "-take", deliveries, settings.pollInterval());
        additions = new Additions(settings.name(), slots, freeSlots, clock, polling::wake);
        adding = new CallCombiner<>(thread + "-add", additions, settings.pollInterval());
        settling = new CallCombiner<>(
                thread + "-settle", new Settlements(settings.name(), slots, this::onSettled), settings.pollInterval());
        participationObserver = polling::wake;
        participation.observe(participationObserver);
    }

    public WorkQueueSettings settings() {
        return settings;
    }

    /**
     * Adds an item if there is room.
     *
     * @return always true
     * @throws QueueFullException if there is none
     */
    public boolean add(NewItem item) {
        if (!offer(item)) {
            throw new QueueFullException(settings.name());
        }
        return true;
    }

    /** Adds an item if there is room; returns false if there is none. */
    public boolean offer(NewItem item) {
        Addition addition = addition(List.of(requireItem(item)), false);
        adding.runNow(addition);
        return addition.isComplete();
    }

    /**
     * Adds an item as soon as there is room; returns false if there is none until the timeout.
     *
     * @throws InterruptedException if the thread is interrupted before the item was added; it is not in the queue then
     * @throws IllegalArgumentException if the timeout is negative
     */
    public boolean offer(NewItem item, Duration timeout) throws InterruptedException {
        TimeLimit limit = TimeLimit.of(timeout);
        Addition addition = addition(List.of(requireItem(item)), !limit.isNone());
        adding.run(addition, limit);
        return addition.isComplete();
    }

    /**
     * Adds an item as soon as there is room.
     *
     * @throws InterruptedException if the thread is interrupted before the item was added; it is not in the queue then
     */
    public void put(NewItem item) throws InterruptedException {
        adding.run(addition(List.of(requireItem(item)), true), TimeLimit.unlimited());
    }

    /**
     * Adds all items, one after the other, each as soon as there is room.
     *
     * @throws AdditionInterruptedException if the thread is interrupted before all items were added
     * @throws IncompleteAdditionException if the database fails before all items were added
     */
    public void addAll(List<NewItem> items) throws InterruptedException {
        addAll(items, TimeLimit.unlimited());
    }

    /**
     * Adds items, one after the other, each as soon as there is room, until the timeout.
     *
     * @return how many, from the beginning of the list, were added
     * @throws AdditionInterruptedException if the thread is interrupted before all items were added
     * @throws IncompleteAdditionException if the database fails before all items were added
     * @throws IllegalArgumentException if the timeout is negative
     */
    public int addAll(List<NewItem> items, Duration timeout) throws InterruptedException {
        return addAll(items, TimeLimit.of(timeout));
    }

    private int addAll(List<NewItem> items, TimeLimit limit) throws InterruptedException {
        requireListed(items);
        if (items.isEmpty()) {
            return 0;
        }
        Addition addition = addition(List.copyOf(items), !limit.isNone());
        try {
            adding.run(addition, limit);
        } catch (InterruptedException interrupted) {
            throw new AdditionInterruptedException(addition.added());
        } catch (WorkQueueException | QueueClosedException failed) {
            throw new IncompleteAdditionException(addition.added(), failed);
        }
        return addition.added();
    }

    /** Takes an item if there is one to deliver. */
    public Optional<LeasedItem> poll() {
        return poll(1).stream().findFirst();
    }

    /**
     * Takes an item as soon as there is one to deliver, until the timeout.
     *
     * @throws InterruptedException if the thread is interrupted before; nothing is leased then
     * @throws NotParticipatingException if this node does not participate, or ceases to
     * @throws IllegalArgumentException if the timeout is negative
     */
    public Optional<LeasedItem> poll(Duration timeout) throws InterruptedException {
        return poll(1, timeout).stream().findFirst();
    }

    /**
     * Takes up to {@code max} items if there are any to deliver.
     *
     * @throws NotParticipatingException if this node does not participate
     */
    public List<LeasedItem> poll(int max) {
        Poll call = new Poll(requireMax(max), false);
        polling.runNow(call);
        return List.copyOf(call.items());
    }

    /** As {@link #poll(Duration)}, but takes up to {@code max} items. It does not wait for a second one. */
    public List<LeasedItem> poll(int max, Duration timeout) throws InterruptedException {
        TimeLimit limit = TimeLimit.of(timeout);
        return take(max, limit);
    }

    /**
     * Takes an item as soon as there is one to deliver.
     *
     * @throws InterruptedException if the thread is interrupted before; nothing is leased then
     * @throws NotParticipatingException if this node does not participate, or ceases to
     */
    public LeasedItem take() throws InterruptedException {
        return take(1, TimeLimit.unlimited()).getFirst();
    }

    /** As {@link #take()}, but takes up to {@code max} items. It does not wait for a second one. */
    public List<LeasedItem> take(int max) throws InterruptedException {
        return take(max, TimeLimit.unlimited());
    }

    private List<LeasedItem> take(int max, TimeLimit limit) throws InterruptedException {
        Poll call = new Poll(requireMax(max), !limit.isNone());
        polling.run(call, limit);
        return List.copyOf(call.items());
    }

    /** Removes a delivered item for good. Returns false if it no longer belonged to the caller: it was or will be delivered to another consumer. */
    public boolean acknowledge(LeasedItem item) {
        return acknowledge(List.of(item)).isEmpty();
    }

    /** Removes delivered items for good. Returns those that no longer belonged to the caller. */
    public List<LeasedItem> acknowledge(Collection<LeasedItem> items) {
        return settle(items, new Change.Removed());
    }

    /** Releases a delivered item that the caller has not begun: this delivery does not count as an attempt. Returns false as {@link #acknowledge}. */
    public boolean release(LeasedItem item) {
        return release(List.of(item)).isEmpty();
    }

    /** As {@link #release(LeasedItem)}. Returns those that no longer belonged to the caller. */
    public List<LeasedItem> release(Collection<LeasedItem> items) {
        return settle(items, new Change.Released());
    }

    /**
     * Releases a delivered item that has failed; it is delivered again after the delay, or parked if this was the last attempt. Until then, later items
     * with its key wait.
     *
     * @param delay 0 to 30 days
     * @param reason why it has failed, for operators; cut after 1,000 characters
     * @return false as {@link #acknowledge}
     */
    public boolean retryLater(LeasedItem item, Duration delay, String reason) {
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("A delay is 0 to 30 days, not " + delay);
        }
        if (item.attempt() >= settings.maxAttempts()) {
            return park(item, reason);
        }
        return settle(List.of(item), new Change.Delayed(clock.instant().plus(delay), shortened(reason)))
                .isEmpty();
    }

    /**
     * Parks a delivered item that no retry can help. It stays in the queue, and later items with its key wait, until an operator redrives or drops it.
     *
     * @param reason why it has failed, for operators; cut after 1,000 characters
     * @return false as {@link #acknowledge}
     */
    public boolean park(LeasedItem item, String reason) {
        return settle(List.of(item), new Change.Parked(clock.instant(), shortened(reason)))
                .isEmpty();
    }

    /**
     * Makes the lease of a delivered item end so long from now.
     *
     * @param visibility 10 ms to a day
     * @return the item with its new lease; empty if the lease has already ended
     */
    public Optional<LeasedItem> extend(LeasedItem item, Duration visibility) {
        return extend(List.of(item), visibility).stream().findFirst();
    }

    /** As {@link #extend(LeasedItem, Duration)}. Returns the items whose leases were extended. */
    public List<LeasedItem> extend(Collection<LeasedItem> items, Duration visibility) {
        WorkQueueSettings.requireVisibility(visibility);
        Instant now = clock.instant();
        Instant until = now.plus(visibility);
        List<LeasedItem> expired = settle(items, new Change.Extended(now, until));
        return items.stream()
                .filter(item -> !expired.contains(item))
                .map(item -> item.leasedUntil(until))
                .toList();
    }

    /** How many items are in the queue on all nodes, including those that are leased, delayed or parked. */
    public int size() {
        return slots.countItems(settings.name());
    }

    /** How many more items there is room for at the moment. */
    public int remainingCapacity() {
        return slots.countFree(settings.name());
    }

    /** What this node has done with the queue since it was opened. */
    public QueueCounts counts() {
        return new QueueCounts(
                additions.count(),
                deliveries.delivered(),
                deliveries.redelivered(),
                acknowledged.sum(),
                retried.sum(),
                parked.sum() + deliveries.parked(),
                lost.sum());
    }

    /** Ends the waiting calls of this node, and refuses new ones. Items that it has taken are delivered again when their leases end. */
    @Override
    public void close() {
        participation.stopObserving(participationObserver);
        adding.close(() -> new QueueClosedException(settings.name()));
        polling.close(() -> new QueueClosedException(settings.name()));
        settling.close(() -> new QueueClosedException(settings.name()));
    }

    private List<LeasedItem> settle(Collection<LeasedItem> items, Change change) {
        requireListed(items);
        items.forEach(this::requireMine);
        if (items.isEmpty()) {
            return List.of();
        }
        Settling call = new Settling(List.copyOf(items), change);
        settling.runNow(call);
        lost.add(call.lost().size());
        return List.copyOf(call.lost());
    }

    private void onSettled(List<Settled> batch) {
        boolean room = false;
        for (Settled settled : batch) {
            deliveries.changed(settled.item());
            switch (settled.change()) {
                case Change.Removed removed -> {
                    acknowledged.increment();
                    freeSlots.add(settled.item().slot());
                    room = true;
                }
                case Change.Delayed delayed -> retried.increment();
                case Change.Parked gone -> parked.increment();
                case Change.Released released -> {}
                case Change.Extended extended -> {}
            }
        }
        if (room) {
            adding.wake();
        }
        // An item that was released, or the next one with the key of an item that was removed.
        polling.wake();
    }

    private Addition addition(List<NewItem> items, boolean waits) {
        items.forEach(this::requirePayload);
        return new Addition(items, waits);
    }

    private void requirePayload(NewItem item) {
        int bytes = item.payloadBytes();
        if (bytes > settings.maxPayloadBytes()) {
            throw new IllegalArgumentException("A payload of %d bytes is too large: the work queue %s allows %d"
                    .formatted(bytes, settings.name(), settings.maxPayloadBytes()));
        }
    }

    private static NewItem requireItem(NewItem item) {
        return Objects.requireNonNull(item, "An item must not be null");
    }

    private static void requireListed(Collection<?> items) {
        if (items.size() > MOST_LISTED) {
            throw new IllegalArgumentException(
                    "A list has at most %d items, not %d".formatted(MOST_LISTED, items.size()));
        }
        items.forEach(item -> Objects.requireNonNull(item, "An item must not be null"));
    }

    private void requireMine(LeasedItem item) {
        if (!item.queue().equals(settings.name())) {
            throw new IllegalArgumentException(
                    "The item is of the work queue " + item.queue() + ", not of " + settings.name());
        }
    }

    private static int requireMax(int max) {
        if (max < 1 || max > MOST_TAKEN) {
            throw new IllegalArgumentException("A call takes 1 to %d items, not %d".formatted(MOST_TAKEN, max));
        }
        return max;
    }

    private static String shortened(String reason) {
        return BoundedText.beginning(MAX_REASON_LENGTH, reason);
    }
}
