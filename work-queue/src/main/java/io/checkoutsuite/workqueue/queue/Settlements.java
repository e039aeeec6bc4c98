package io.checkoutsuite.workqueue.queue;

import io.checkoutsuite.workqueue.queue.Slots.Change;
import io.checkoutsuite.workqueue.queue.Slots.Settlement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Changes delivered items for many callers with one command. */
final class Settlements implements CallCombiner.Work<Settlements.Settling> {

    private static final int BATCH = 500;

    /** One change of several delivered items for one caller. */
    static final class Settling extends CallCombiner.Call {

        private final List<LeasedItem> items;
        private final Change change;
        private final List<LeasedItem> lost = new ArrayList<>();
        private boolean complete;

        Settling(List<LeasedItem> items, Change change) {
            super(false);
            this.items = items;
            this.change = change;
        }

        @Override
        boolean isComplete() {
            return complete;
        }

        /** The items that no longer belong to the caller. */
        List<LeasedItem> lost() {
            return lost;
        }
    }

    /** One item of a batch. */
    private record Part(Settling settling, LeasedItem item) {}

    /** What was done in one batch. */
    record Settled(LeasedItem item, Change change) {}

    private final String queue;
    private final Slots slots;
    private final Consumer<List<Settled>> onSettled;

    /** @param onSettled called after each batch with the changes that were made */
    Settlements(String queue, Slots slots, Consumer<List<Settled>> onSettled) {
        this.queue = queue;
        this.slots = slots;
        this.onSettled = onSettled;
    }

    @Override
    public List<Settling> choose(Collection<Settling> calls) {
        List<Settling> chosen = new ArrayList<>();
        int items = 0;
        for (Settling settling : calls) {
            if (!chosen.isEmpty() && items + settling.items.size() > BATCH) {
                break;
            }
            chosen.add(settling);
            items += settling.items.size();
        }
        return chosen;
    }

    @Override
    public boolean execute(List<Settling> batch) {
        List<Part> parts = new ArrayList<>();
        for (Settling settling : batch) {
            settling.items.forEach(item -> parts.add(new Part(settling, item)));
        }
        Set<Integer> lost = slots.settle(
                queue,
                parts.stream()
                        .map(part -> new Settlement(
                                part.item().slot(),
                                part.item().number(),
                                part.item().token(),
                                part.settling().change))
                        .toList());
        List<Settled> settled = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (lost.contains(i)) {
                part.settling().lost.add(part.item());
            } else {
                settled.add(new Settled(part.item(), part.settling().change));
            }
        }
        batch.forEach(settling -> settling.complete = true);
        onSettled.accept(settled);
        return false;
    }
}
