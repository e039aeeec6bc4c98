package io.checkoutsuite.workqueue.queue;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Slots whose commands tests can precede and follow with other ones. */
final class StepSlots implements Slots {

    enum Step {
        BEFORE_FILL,
        AFTER_FILL,
        BEFORE_LEASE,
        AFTER_LEASE
    }

    private final Slots slots;
    private final Map<Step, Runnable> once = new ConcurrentHashMap<>();

    StepSlots(Slots slots) {
        this.slots = slots;
    }

    /** Runs something at the next step of this kind. */
    void once(Step step, Runnable run) {
        once.put(step, run);
    }

    private void at(Step step) {
        Runnable run = once.remove(step);
        if (run != null) {
            run.run();
        }
    }

    @Override
    public long draw(String queue, int count) {
        return slots.draw(queue, count);
    }

    @Override
    public List<Integer> free(String queue, int from, int limit) {
        return slots.free(queue, from, limit);
    }

    @Override
    public int fill(String queue, List<Filling> fillings) {
        at(Step.BEFORE_FILL);
        int filled = slots.fill(queue, fillings);
        at(Step.AFTER_FILL);
        return filled;
    }

    @Override
    public List<StoredItem> items(String queue, long after, int limit, Collection<String> withoutKeys) {
        return slots.items(queue, after, limit, withoutKeys);
    }

    @Override
    public int lease(String queue, List<StoredItem> items, long token, Instant until) {
        at(Step.BEFORE_LEASE);
        int leased = slots.lease(queue, items, token, until);
        at(Step.AFTER_LEASE);
        return leased;
    }

    @Override
    public List<Delivery> leased(String queue, List<StoredItem> items) {
        return slots.leased(queue, items);
    }

    @Override
    public int park(String queue, List<StoredItem> items, Instant at, String reason) {
        return slots.park(queue, items, at, reason);
    }

    @Override
    public Set<Integer> settle(String queue, List<Settlement> settlements) {
        return slots.settle(queue, settlements);
    }

    @Override
    public int countItems(String queue) {
        return slots.countItems(queue);
    }

    @Override
    public int countFree(String queue) {
        return slots.countFree(queue);
    }
}
