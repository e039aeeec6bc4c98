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
    /** How many times over this process is at a document. */
    private final Map<Object, Integer> busy = new ConcurrentHashMap<>();

    private final AtomicLong bytes = new AtomicLong();

    private record Hint(Owed owed, Instant at) {}

    /** Takes the hint that nobody else publishes these entries, if there is room. */
    void offer(Owed owed) {
        if (bytes.addAndGet(owed.bytes()) > MOST_BYTES) {
            bytes.addAndGet(-owed.bytes());
            return;
        }
        busy.merge(owed.documentId(), 1, Integer::sum);
        queue.add(new Hint(owed, clock.instant()));
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
                arrived(hint.owed());
            } else {
                owed.add(hint.owed());
            }
        }
        return owed;
    }

    /** True if nobody in this process is at the document; the caller is from now on. */
    boolean claim(Object documentId) {
        return busy.putIfAbsent(documentId, 1) == null;
    }

    /** Ends what {@link #claim} began. */
    void leave(Object documentId) {
        busy.computeIfPresent(documentId, (id, times) -> times == 1 ? null : times - 1);
    }

    /** Ends what a hint began, however it went. */
    void arrived(Owed hinted) {
        bytes.addAndGet(-hinted.bytes());
        leave(hinted.documentId());
    }

    /** About what all of it takes in memory. */
    long bytes() {
        return bytes.get();
    }

    int documents() {
        return busy.size();
    }
}
