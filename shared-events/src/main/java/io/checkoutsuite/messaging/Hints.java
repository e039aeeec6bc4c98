package io.checkoutsuite.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;

/**
 * What this process has just written and publishes itself, and which documents it is busy with.
 *
 * <p>Hints only: the documents are the truth, so what does not fit into a fixed number of bytes, or has waited so long that a sweeper may be
 * at it, is dropped and left to the sweeper.
 */
@RequiredArgsConstructor
final class Hints {

    /** About sixteen thousand events of one small cart each. */
    static final long MOST_BYTES = 16L * 1024 * 1024;

    private final Clock clock;
    private final Duration freshFor;

    private final BlockingQueue<Hint> queue = new LinkedBlockingQueue<>();
    private final Map<Object, Busy> busy = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    private record Hint(Owed owed, Instant at) {}

    /** A document on its way to the broker, with what it has come to owe meanwhile. */
    private record Busy(long own, List<OutboxEntry> meanwhile) {

        static final Busy SWEPT = new Busy(0, List.of());

        long bytes() {
            return own + Owed.bytes(meanwhile);
        }
    }

    /** Takes the hint that a document owes exactly these entries, if there is room. */
    void offer(Object documentId, List<OutboxEntry> entries) {
        Owed owed = new Owed(documentId, entries);
        if (bytes.get() + owed.bytes() > MOST_BYTES) {
            return;
        }
        Busy before = busy.putIfAbsent(documentId, new Busy(owed.bytes(), List.of()));
        if (before == null) {
            bytes.addAndGet(owed.bytes());
            queue.add(new Hint(owed, clock.instant()));
        } else if (busy.computeIfPresent(documentId, (id, way) -> remembering(way, owed.entries())) == null) {
            offer(documentId, entries);
        }
    }

    private Busy remembering(Busy way, List<OutboxEntry> entries) {
        if (way.meanwhile().size() >= entries.size()) {
            return way;
        }
        Busy longer = new Busy(way.own(), entries);
        bytes.addAndGet(longer.bytes() - way.bytes());
        return longer;
    }

    /** The next few, without those that have waited too long; none if there were none for a while. */
    List<Owed> take(int most, Duration patience) throws InterruptedException {
        List<Hint> taken = new ArrayList<>();
        Hint first = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            queue.drainTo(taken, most - 1);
        }
        Instant fresh = clock.instant().minus(freshFor);
        List<Owed> owed = new ArrayList<>();
        for (Hint hint : taken) {
            if (hint.at().isBefore(fresh)) {
                arrived(hint.owed(), false);
            } else {
                owed.add(hint.owed());
            }
        }
        return owed;
    }

    /** True if nobody in this process is at the document; the caller is from now on. */
    boolean claim(Object documentId) {
        return busy.putIfAbsent(documentId, Busy.SWEPT) == null;
    }

    /** Ends the business with a document. What was written meanwhile follows at once; unless its elders are still owed. */
    void arrived(Owed owed, boolean settled) {
        Busy way = busy.remove(owed.documentId());
        if (way == null) {
            return;
        }
        bytes.addAndGet(-way.bytes());
        Set<String> done = owed.entries().stream().map(OutboxEntry::eventId).collect(Collectors.toSet());
        List<OutboxEntry> follow = way.meanwhile().stream()
                .filter(entry -> !done.contains(entry.eventId()))
                .toList();
        if (settled && !follow.isEmpty()) {
            offer(owed.documentId(), follow);
        }
    }

    /** About what all of it takes in memory. */
    long bytes() {
        return bytes.get();
    }

    int documents() {
        return busy.size();
    }
}
