package io.checkoutsuite.workqueue.queue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Slots that were free when this node last looked, or that it has freed itself. Whether one still is, only the write that fills it decides. Nodes begin
 * their search at different slots, so that they seldom want the same ones.
 */
final class FreeSlots {

    private static final int MOST = 1_000;
    private static final int FEWEST_READ = 16;

    private final String queue;
    private final Slots slots;
    private final Set<Integer> known = new LinkedHashSet<>();
    private int next;

    /** @param highest about the highest number of a slot of the queue */
    FreeSlots(String queue, Slots slots, int highest) {
        this.queue = queue;
        this.slots = slots;
        this.next = ThreadLocalRandom.current().nextInt(highest + 1);
    }

    /** Returns some slots; empty only if the queue is full. One thread calls this at a time. */
    List<Integer> take(int most) {
        List<Integer> taken = takeKnown(most);
        return taken.isEmpty() ? takeFound(find(most), most) : taken;
    }

    private List<Integer> find(int most) {
        int limit = Math.clamp(2L * most, FEWEST_READ, MOST);
        List<Integer> found = slots.free(queue, next, limit);
        if (found.isEmpty() && next > 0) {
            found = slots.free(queue, 0, limit);
        }
        next = found.isEmpty() ? 0 : found.getLast() + 1;
        return found;
    }

    private synchronized List<Integer> takeFound(List<Integer> found, int most) {
        known.addAll(found);
        return takeKnown(most);
    }

    private synchronized List<Integer> takeKnown(int most) {
        List<Integer> taken = new ArrayList<>();
        for (Iterator<Integer> each = known.iterator(); each.hasNext() && taken.size() < most; each.remove()) {
            taken.add(each.next());
        }
        return taken;
    }

    /** This node has just freed the slot. */
    synchronized void add(int slot) {
        if (known.size() < MOST) {
            known.add(slot);
        }
    }

    /** Another node has filled one of them, and probably more. */
    synchronized void forget() {
        known.clear();
    }
}
