package io.checkoutsuite.messaging.outbox;

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
final class PublishQueue {

    /** Enough for about sixteen thousand events of small carts. */
    static final long MAX_BYTES = 16L * 1024 * 1024;

    private final Clock clock;
    private final Duration maxAge;

    private final BlockingQueue<QueuedEvents> queue = new LinkedBlockingQueue<>();
    /** How many tasks of this process are working on each document. */
    private final Map<Object, Integer> inProgress = new ConcurrentHashMap<>();

    private final AtomicLong bytes = new AtomicLong();

    private record QueuedEvents(PendingEvents pending, Instant at) {}

    /** Queues entries that no other process publishes, if there is room. */
    void offer(PendingEvents pending) {
        if (bytes.addAndGet(pending.bytes()) > MAX_BYTES) {
            bytes.addAndGet(-pending.bytes());
            return;
        }
        inProgress.merge(pending.documentId(), 1, Integer::sum);
        queue.add(new QueuedEvents(pending, clock.instant()));
    }

    /**
     * Returns the next few, without those that have waited too long; empty if none arrive within the timeout. Their sends begin before they have
     * waited too long as well.
     */
    List<PendingEvents> poll(int max, Duration timeout) throws InterruptedException {
        List<QueuedEvents> polled = new ArrayList<>();
        QueuedEvents first = queue.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            polled.add(first);
            queue.drainTo(polled, max - 1);
        }
        Instant fresh = clock.instant().minus(maxAge);
        List<PendingEvents> pending = new ArrayList<>();
        for (QueuedEvents queued : polled) {
            if (queued.at().isBefore(fresh)) {
                complete(queued.pending());
            } else {
                pending.add(queued.pending().beginningBefore(queued.at().plus(maxAge)));
            }
        }
        return pending;
    }

    /** Acquires the document; false if this process is already working on it. */
    boolean tryAcquire(Object documentId) {
        return inProgress.putIfAbsent(documentId, 1) == null;
    }

    /** Releases a document acquired with {@link #tryAcquire}. */
    void release(Object documentId) {
        inProgress.computeIfPresent(documentId, (id, times) -> times == 1 ? null : times - 1);
    }

    /** Releases the bytes and the document of entries that were polled, whatever the outcome. */
    void complete(PendingEvents pending) {
        bytes.addAndGet(-pending.bytes());
        release(pending.documentId());
    }

    /** The approximate memory size of everything that is queued. */
    long bytes() {
        return bytes.get();
    }

    int documents() {
        return inProgress.size();
    }
}
