package io.checkoutsuite.workqueue.operations;

import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.workqueue.operations.QueueStore.SlotState;
import io.checkoutsuite.workqueue.operations.QueueStore.StoredSlot;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Makes the slots of a queue as many as its stored capacity. Additions and acknowledgements go on meanwhile: they fill and free slots, and change nothing
 * about how many there are. Whatever a dead process has left unfinished, the next one counts and continues.
 */
@Slf4j
@RequiredArgsConstructor
public final class Capacities {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private final QueueStore store;
    private final Leases leases;

    /** Defines the queue, if it does not exist, and returns when it has all its slots. The stored capacity of an existing queue stays. */
    public QueueDefinition define(String queue, int capacity) {
        QueueDefinition definition = store.define(queue, capacity);
        if (!definition.isSettled()) {
            settle(queue);
        }
        return definition;
    }

    /**
     * Changes the capacity. If the queue has more items than that, it has room for new ones only after the oldest ones have been acknowledged.
     *
     * @throws IllegalArgumentException if there is no such queue
     */
    public void change(String queue, int capacity) {
        if (!store.setCapacity(queue, capacity)) {
            throw new IllegalArgumentException("There is no work queue " + queue);
        }
        settle(queue);
    }

    /** Finishes a change that a dead process has left unfinished. */
    public void finish(String queue) {
        if (store.find(queue).filter(definition -> !definition.isSettled()).isPresent()) {
            settle(queue);
        }
    }

    private void settle(String queue) {
        String job = "work-queue/" + queue;
        long end = System.nanoTime() + WAIT.toNanos();
        while (System.nanoTime() < end) {
            if (leases.acquireOrRenew(job, LEASE).isEmpty()) {
                // Another node is doing it.
                LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            } else if (isSettled(queue)) {
                leases.release(job);
                return;
            }
        }
        log.warn("The slots of the work queue {} have not been counted within {}; this will be continued", queue, WAIT);
    }

    /** Counts, and changes what is missing or too much. Returns whether nothing was. */
    private boolean isSettled(String queue) {
        QueueDefinition definition = store.find(queue)
                .orElseThrow(() -> new IllegalStateException("There is no work queue " + queue + " any more"));
        List<StoredSlot> slots = store.slots(queue);
        int difference = definition.capacity()
                - (int) slots.stream().filter(Capacities::isInUse).count();
        if (difference > 0) {
            grow(queue, slots, difference);
        } else if (difference < 0) {
            shrink(queue, slots, -difference);
        } else {
            store.setSlots(definition);
        }
        return difference == 0;
    }

    private static boolean isInUse(StoredSlot slot) {
        return slot.state() != SlotState.RETIRED && !slot.retiring();
    }

    private void grow(String queue, List<StoredSlot> slots, int count) {
        List<Integer> kept = numbers(slots, StoredSlot::retiring, count);
        store.setRetiring(queue, kept, false);
        int left = count - kept.size();
        List<Integer> again = numbers(slots, slot -> slot.state() == SlotState.RETIRED, left);
        store.change(queue, again, SlotState.RETIRED, SlotState.FREE);
        int next = slots.stream().mapToInt(StoredSlot::slot).max().orElse(-1) + 1;
        store.create(
                queue, IntStream.range(next, next + left - again.size()).boxed().toList());
    }

    /** The slots of the oldest items go out of use when these are removed: they are probably the next to be. */
    private void shrink(String queue, List<StoredSlot> slots, int count) {
        List<Integer> free = numbers(slots.reversed(), slot -> slot.state() == SlotState.FREE, count);
        store.change(queue, free, SlotState.FREE, SlotState.RETIRED);
        List<StoredSlot> oldest = slots.stream()
                .sorted(Comparator.comparingLong(StoredSlot::order))
                .toList();
        store.setRetiring(
                queue,
                numbers(oldest, slot -> slot.state() == SlotState.FULL && !slot.retiring(), count - free.size()),
                true);
    }

    private static List<Integer> numbers(List<StoredSlot> slots, Predicate<StoredSlot> which, int most) {
        return slots.stream().filter(which).map(StoredSlot::slot).limit(most).toList();
    }
}
