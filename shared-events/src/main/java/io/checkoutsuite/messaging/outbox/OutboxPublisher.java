package io.checkoutsuite.messaging.outbox;

import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.messaging.BrokerRejections;
import io.checkoutsuite.messaging.EventPublisher;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import lombok.extern.slf4j.Slf4j;

/**
 * Sends the pending events of documents to the broker: documents concurrently, the entries of each document one after the other. Stops at the
 * first failure of the broker.
 */
@Slf4j
final class OutboxPublisher {

    private static final int MAX_SUSPECTS = 1_000;

    private final OutboxStore store;
    private final EventPublisher publisher;
    private final BrokerCircuit broker;
    private final Clock clock;
    private final Semaphore permits;
    private final LogLimiter rejections = new LogLimiter();
    private final AtomicLong published = new AtomicLong();
    /** Documents whose events could not be sent, and how many events the broker had acknowledged by then. */
    private final Map<Object, Long> suspects = new ConcurrentHashMap<>();

    private ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** How many of a document's entries were acknowledged, and whether the broker rejects the next one because of the entry itself. */
    private record Outcome(PendingEvents pending, int acknowledged, boolean rejected) {

        static Outcome untried(PendingEvents pending) {
            return new Outcome(pending, 0, false);
        }

        boolean complete() {
            return acknowledged == pending.entries().size();
        }
    }

    OutboxPublisher(OutboxStore store, EventPublisher publisher, BrokerCircuit broker, Clock clock, int publishers) {
        this.store = store;
        this.publisher = publisher;
        this.broker = broker;
        this.clock = clock;
        this.permits = new Semaphore(publishers);
    }

    void start() {
        threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    void stop() {
        threads.shutdownNow();
    }

    /** How many events the broker has acknowledged since this process started. */
    long published() {
        return published.get();
    }

    /**
     * Publishes the batch and removes acknowledged entries, then does the same with entries that were added to its documents in the meantime.
     * While the broker is unavailable, only the first document is sent, as a probe, until it is acknowledged. What could not begin in time stays
     * pending.
     *
     * @param batch started in this order
     * @param mayBegin checked before each document
     * @return how many times all entries of a document were acknowledged
     */
    int publish(List<PendingEvents> batch, BooleanSupplier mayBegin) {
        int acknowledged = 0;
        List<PendingEvents> next = batch;
        while (!next.isEmpty()) {
            List<Outcome> outcomes = publishOnce(next, mayBegin);
            acknowledged += (int) outcomes.stream().filter(Outcome::complete).count();
            next = removeAcknowledged(outcomes);
        }
        return acknowledged;
    }

    private List<Outcome> publishOnce(List<PendingEvents> batch, BooleanSupplier mayBegin) {
        Deque<PendingEvents> waiting = new ArrayDeque<>(batch);
        List<Outcome> outcomes = new ArrayList<>();
        if (broker.isUnavailable() && !waiting.isEmpty()) {
            outcomes.add(publishAll(waiting.remove()));
        }
        Map<PendingEvents, Future<Outcome>> sent = new LinkedHashMap<>();
        try {
            while (!waiting.isEmpty()) {
                permits.acquire();
                if (broker.isUnavailable() || !mayBegin.getAsBoolean()) {
                    permits.release();
                    break;
                }
                PendingEvents next = waiting.remove();
                sent.put(next, threads.submit(() -> publishInTurn(next)));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        sent.forEach((pending, outcome) -> outcomes.add(outcome(pending, outcome)));
        return outcomes;
    }

    private Outcome publishInTurn(PendingEvents pending) {
        try {
            return publishAll(pending);
        } finally {
            permits.release();
        }
    }

    private Outcome publishAll(PendingEvents pending) {
        int acknowledged = 0;
        try {
            for (OutboxEntry entry : pending.entries()) {
                if (!clock.instant().isBefore(pending.beginBefore())) {
                    return new Outcome(pending, acknowledged, false);
                }
                publisher.publish(entry);
                acknowledged++;
                published.incrementAndGet();
                broker.recordSuccess();
            }
            suspects.remove(pending.documentId());
            return new Outcome(pending, acknowledged, false);
        } catch (Throwable sendFailure) {
            boolean rejected = isRejection(pending, sendFailure);
            if (rejected) {
                log.debug("{} is rejected", pending.documentId(), sendFailure);
            } else {
                broker.recordFailure(sendFailure);
            }
            return new Outcome(pending, acknowledged, rejected);
        }
    }

    /** A document that fails again after the broker has acknowledged others is considered the cause of the failure. */
    private boolean isRejection(PendingEvents pending, Throwable failure) {
        if (BrokerRejections.isCausedByMessage(failure)) {
            return true;
        }
        if (suspects.size() >= MAX_SUSPECTS) {
            suspects.clear();
        }
        Long acknowledgedBefore = suspects.put(pending.documentId(), published.get());
        return acknowledgedBefore != null && acknowledgedBefore < published.get();
    }

    private static Outcome outcome(PendingEvents pending, Future<Outcome> sent) {
        try {
            return sent.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Outcome.untried(pending);
        } catch (ExecutionException notSent) {
            return Outcome.untried(pending);
        }
    }

    /** Removes acknowledged entries and returns the entries that were added in the meantime. */
    private List<PendingEvents> removeAcknowledged(List<Outcome> outcomes) {
        List<PendingEvents> complete = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome.complete()) {
                complete.add(outcome.pending());
            } else if (outcome.acknowledged() > 0) {
                store.removeAcknowledgedEntries(outcome.pending().first(outcome.acknowledged()));
            }
        }
        List<PendingEvents> added = store.removeAcknowledged(complete);
        outcomes.stream().filter(Outcome::rejected).forEach(this::moveToBack);
        return added;
    }

    private void moveToBack(Outcome outcome) {
        String rejected =
                outcome.pending().entries().get(outcome.acknowledged()).eventId();
        if (store.moveToBack(outcome.pending().documentId(), rejected, clock.instant())) {
            rejections.log(
                    rejected,
                    suppressed -> log.error(
                            "The broker rejects {} of {}; it stays pending, behind all others{}",
                            rejected,
                            outcome.pending().documentId(),
                            suppressed));
        }
    }
}
