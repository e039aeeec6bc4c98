package io.checkoutsuite.workqueue.queue;

import io.checkoutsuite.workqueue.node.Participation;
import io.checkoutsuite.workqueue.queue.Candidates.Waiting;
import io.checkoutsuite.workqueue.queue.Slots.Change;
import io.checkoutsuite.workqueue.queue.Slots.Delivery;
import io.checkoutsuite.workqueue.queue.Slots.Settlement;
import io.checkoutsuite.workqueue.queue.Slots.StoredItem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Leases items for many callers with few commands. */
@Slf4j
final class Deliveries implements CallCombiner.Work<Deliveries.Poll> {

    /** The most items that one batch leases. */
    static final int BATCH = 200;

    /** So many items that wait at the beginning of the queue are not read again for a while. */
    private static final int MANY_WAITING = 300;

    private static final Duration SHORTEST_MEMORY = Duration.ofMillis(250);
    private static final Duration LONGEST_MEMORY = Duration.ofSeconds(1);

    /** From how many times as many candidates a batch is chosen, if other nodes keep leasing the same ones. */
    private static final int WIDEST_SPREAD = 4;

    /** Items for one caller. */
    static final class Poll extends CallCombiner.Call {

        private final int max;
        private final List<LeasedItem> items = new ArrayList<>();

        Poll(int max, boolean waits) {
            super(waits);
            this.max = max;
        }

        /** A caller who takes several items does not wait for the last one. */
        @Override
        boolean isComplete() {
            return !items.isEmpty();
        }

        List<LeasedItem> items() {
            return items;
        }
    }

    /** @param lost whether other nodes have leased some of the chosen items first */
    private record Leasing(List<LeasedItem> items, boolean lost) {}

    private final WorkQueueSettings settings;
    private final Slots slots;
    private final Clock clock;
    private final Participation participation;
    private final LongAdder delivered = new LongAdder();
    private final LongAdder redelivered = new LongAdder();
    private final LongAdder parked = new LongAdder();
    private int spread = 1;
    private volatile Waiting waiting = Waiting.NONE;
    private long waitingUntil;

    Deliveries(WorkQueueSettings settings, Slots slots, Clock clock, Participation participation) {
        this.settings = settings;
        this.slots = slots;
        this.clock = clock;
        this.participation = participation;
    }

    long delivered() {
        return delivered.sum();
    }

    long redelivered() {
        return redelivered.sum();
    }

    long parked() {
        return parked.sum();
    }

    @Override
    public List<Poll> choose(Collection<Poll> calls) {
        List<Poll> chosen = new ArrayList<>();
        int items = 0;
        for (Poll poll : calls) {
            if (items + poll.max > BATCH) {
                break;
            }
            chosen.add(poll);
            items += poll.max;
        }
        return chosen;
    }

    @Override
    public boolean execute(List<Poll> batch) {
        participation.require();
        int wanted = batch.stream().mapToInt(poll -> poll.max).sum();
        Instant now = clock.instant();
        boolean oneDoesNotWait = batch.stream().anyMatch(poll -> !poll.waits);
        Candidates candidates = find(wanted * spread, now, oneDoesNotWait);
        parkExhausted(candidates.exhausted(), now);
        List<StoredItem> chosen = some(candidates.deliverable(), wanted);
        if (chosen.isEmpty()) {
            return false;
        }
        Leasing leasing = lease(chosen);
        spread = leasing.lost() ? Math.min(2 * spread, WIDEST_SPREAD) : Math.max(spread - 1, 1);
        distribute(leasing.items(), batch);
        return leasing.lost();
    }

    /** A caller who does not wait is not told that there is nothing to deliver before everything was read. */
    private Candidates find(int wanted, Instant now, boolean orReadAll) {
        Waiting known = waiting;
        if (known.count() >= MANY_WAITING && System.nanoTime() < waitingUntil) {
            Candidates behind = find(wanted, now, known);
            if (!behind.deliverable().isEmpty() || !orReadAll) {
                return behind;
            }
        }
        Candidates all = find(wanted, now, Waiting.NONE);
        Duration quiet = Duration.between(now, all.waiting().nextVisible());
        Duration memory = quiet.compareTo(LONGEST_MEMORY) > 0 ? LONGEST_MEMORY : quiet;
        waitingUntil = System.nanoTime() + (memory.compareTo(SHORTEST_MEMORY) < 0 ? SHORTEST_MEMORY : memory).toNanos();
        waiting = all.waiting();
        return all;
    }

    private Candidates find(int wanted, Instant now, Waiting beginning) {
        return Candidates.find(slots, settings.name(), wanted, settings.maxAttempts(), now, beginning);
    }

    /** This node has changed an item, so that it or another one with its key may be delivered. */
    void changed(LeasedItem item) {
        if (item.number() <= waiting.upTo()) {
            waiting = Waiting.NONE;
        }
    }

    private static List<StoredItem> some(List<StoredItem> candidates, int wanted) {
        int others = Math.max(0, candidates.size() - wanted);
        int start = others == 0 ? 0 : ThreadLocalRandom.current().nextInt(others + 1);
        return candidates.subList(start, Math.min(start + wanted, candidates.size()));
    }

    /** The token is drawn after the items were read: whoever had one of them, or an earlier one with its key, had drawn an earlier token. */
    private Leasing lease(List<StoredItem> chosen) {
        long token = slots.draw(settings.name(), 1);
        Instant until = clock.instant().plus(settings.visibility());
        int leased = slots.lease(settings.name(), chosen, token, until);
        if (leased == 0) {
            return new Leasing(List.of(), true);
        }
        List<Delivery> found = slots.leased(settings.name(), chosen);
        Set<String> taken = keysLeasedByOthers(found, token);
        List<Delivery> mine = new ArrayList<>();
        List<Delivery> conflicting = new ArrayList<>();
        for (Delivery each : found) {
            if (each.item().token() == token) {
                (taken.contains(each.item().key()) ? conflicting : mine).add(each);
            }
        }
        release(conflicting);
        List<LeasedItem> items = mine.stream()
                .sorted(Comparator.comparingLong(each -> each.item().number()))
                .map(this::leasedItem)
                .toList();
        return new Leasing(items, leased < chosen.size());
    }

    /**
     * Race: items with one key that were added at the same time on two nodes. If the later one became visible first, two nodes may lease one of them
     * each. The node whose lease was written second sees the other one here and releases its own, so that never both are delivered.
     */
    private Set<@Nullable String> keysLeasedByOthers(List<Delivery> found, long token) {
        Instant now = clock.instant();
        return found.stream()
                .map(Delivery::item)
                .filter(item -> item.key() != null && item.token() != token && item.isLeased(now))
                .map(StoredItem::key)
                .collect(Collectors.toSet());
    }

    private void release(List<Delivery> conflicting) {
        if (!conflicting.isEmpty()) {
            slots.settle(
                    settings.name(),
                    conflicting.stream()
                            .map(Delivery::item)
                            .map(item ->
                                    new Settlement(item.slot(), item.number(), item.token(), new Change.Released()))
                            .toList());
        }
    }

    private LeasedItem leasedItem(Delivery delivery) {
        StoredItem item = delivery.item();
        return new LeasedItem(
                settings.name(),
                item.number(),
                item.key(),
                delivery.payload(),
                item.attempts(),
                item.token(),
                delivery.addedAt(),
                item.visibleAt(),
                item.slot());
    }

    private void distribute(List<LeasedItem> leased, List<Poll> batch) {
        Deque<LeasedItem> left = new ArrayDeque<>(leased);
        for (Poll poll : batch) {
            while (poll.items.size() < poll.max && !left.isEmpty()) {
                poll.items.add(left.removeFirst());
            }
        }
        delivered.add(leased.size());
        redelivered.add(leased.stream().filter(item -> item.attempt() > 1).count());
    }

    private void parkExhausted(List<StoredItem> exhausted, Instant now) {
        if (exhausted.isEmpty()) {
            return;
        }
        int count = slots.park(
                settings.name(),
                exhausted,
                now,
                "Not acknowledged within the visibility timeout of the last of %d attempts"
                        .formatted(settings.maxAttempts()));
        parked.add(count);
        log.warn(
                "Work queue {}: {} items were parked, because they were not acknowledged in {} attempts",
                settings.name(),
                count,
                settings.maxAttempts());
    }
}
