package io.checkoutsuite.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lombok.RequiredArgsConstructor;

/**
 * The events that this process has just written and publishes itself, and the documents that it is working on.
 *
 * <p>The queue is only an optimization, because the documents are the source of truth. Events that do not fit into a fixed number of bytes, or
 * that have waited so long that a sweeper may be publishing them, are dropped and left to the sweeper.
 */
@RequiredArgsConstructor
final class Hints {

    /** Enough for about sixteen thousand events of small carts. */
    static final long MOST_BYTES = 16L * 1024 * 1024;

    private final Clock clock;
    private final Duration freshFor;

    private final BlockingQueue<Hint> queue = new LinkedBlockingQueue<>();
    /** How many tasks of this process are working on each document. */
    private final Map<Object, Integer> busy = new ConcurrentHashMap<>();

    private final AtomicLong bytes = new AtomicLong();

    private record Hint(Owed owed, Instant at) {}

    /** Queues entries that no other process publishes, if there is room. */
    void offer(Owed owed) {
        if (bytes.addAndGet(owed.bytes()) > MOST_BYTES) {
            bytes.addAndGet(-owed.bytes());
            return;
        }
        busy.merge(owed.documentId(), 1, Integer::sum);
        queue.add(new Hint(owed, clock.instant()));
    }

    /** Returns the next few, without those that have waited too long; empty if none arrive within the timeout. */
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
                arrived(hint.owed());
            } else {
                owed.add(hint.owed());
            }
        }
        return owed;
    }

    /** Acquires the document; false if this process is already working on it. */
    boolean claim(Object documentId) {
        return busy.putIfAbsent(documentId, 1) == null;
    }

    /** Releases a document acquired with {@link #claim}. */
    void leave(Object documentId) {
        busy.computeIfPresent(documentId, (id, times) -> times == 1 ? null : times - 1);
    }

    /** Releases the bytes and the document of entries that were polled, whatever the outcome. */
    void arrived(Owed hinted) {
        bytes.addAndGet(-hinted.bytes());
        leave(hinted.documentId());
    }

    /** The approximate memory size of everything that is queued. */
    long bytes() {
        return bytes.get();
    }

    int documents() {
        return busy.size();
    }
}
