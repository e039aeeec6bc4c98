package io.checkoutsuite.workqueue.queue;

import io.checkoutsuite.workqueue.queue.Slots.Filling;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Adds the items of many callers with few commands: the items of a batch get consecutive numbers by one command and are written by another. */
final class Additions implements CallCombiner.Work<Additions.Addition> {

    private static final int BATCH = 200;
    private static final int BATCH_CHARACTERS = 1_000_000;

    /** Items that one caller adds, in their order. */
    static final class Addition extends CallCombiner.Call {

        private final List<NewItem> items;
        private int added;

        Addition(List<NewItem> items, boolean waits) {
            super(waits);
            this.items = items;
        }

        @Override
        boolean isComplete() {
            return added == items.size();
        }

        int added() {
            return added;
        }

        private List<NewItem> missing() {
            return items.subList(added, items.size());
        }
    }

    /** One item of a batch. */
    private record Part(Addition addition, NewItem item) {}

    private final String queue;
    private final Slots slots;
    private final FreeSlots freeSlots;
    private final Clock clock;
    private final Runnable onAdded;
    private final LongAdder count = new LongAdder();

    /** @param onAdded called after items were added */
    Additions(String queue, Slots slots, FreeSlots freeSlots, Clock clock, Runnable onAdded) {
        this.queue = queue;
        this.slots = slots;
        this.freeSlots = freeSlots;
        this.clock = clock;
        this.onAdded = onAdded;
    }

    long count() {
        return count.sum();
    }

    @Override
    public List<Addition> choose(Collection<Addition> additions) {
        List<Addition> chosen = new ArrayList<>();
        int items = 0;
        for (Addition addition : additions) {
            if (items >= BATCH) {
                break;
            }
            chosen.add(addition);
            items += addition.missing().size();
        }
        return chosen;
    }

    /** Fills slots until all items are added or the queue is full. */
    @Override
    public boolean execute(List<Addition> batch) {
        List<Part> parts = new ArrayList<>();
        for (Addition addition : batch) {
            addition.missing().forEach(item -> parts.add(new Part(addition, item)));
        }
        int done = 0;
        try {
            while (done < parts.size()) {
                List<Part> next = beginning(parts.subList(done, parts.size()));
                List<Integer> free = freeSlots.take(next.size());
                if (free.isEmpty()) {
                    break;
                }
                done += fill(next.subList(0, free.size()), free);
            }
        } finally {
            if (done > 0) {
                count.add(done);
                onAdded.run();
            }
        }
        return false;
    }

    /** As many as one command may write. */
    private static List<Part> beginning(List<Part> parts) {
        int size = 1;
        int characters = parts.getFirst().item().payload().length();
        while (size < Math.min(parts.size(), BATCH)) {
            characters += parts.get(size).item().payload().length();
            if (characters > BATCH_CHARACTERS) {
                break;
            }
            size++;
        }
        return parts.subList(0, size);
    }

    /**
     * Numbers are drawn after the additions have begun, so that an item has a larger number than all that were added before, on whatever node.
     */
    private int fill(List<Part> parts, List<Integer> free) {
        long first = slots.draw(queue, parts.size());
        Instant now = clock.instant();
        List<Filling> fillings = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            NewItem item = parts.get(i).item();
            fillings.add(new Filling(free.get(i), first + i, item.key(), item.payload(), now));
        }
        int filled = slots.fill(queue, fillings);
        parts.subList(0, filled).forEach(part -> part.addition().added++);
        if (filled < parts.size()) {
            freeSlots.forget();
        }
        return filled;
    }
}
