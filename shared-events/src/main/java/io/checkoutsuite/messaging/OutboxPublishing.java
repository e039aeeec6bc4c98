package io.checkoutsuite.messaging;

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
final class OutboxPublishing {

    private static final int MOST_SUSPECTS = 1_000;

    private final OutboxDocuments documents;
    private final EventPublisher publisher;
    private final BrokerWatch broker;
    private final Clock clock;
    private final Semaphore atOnce;
    private final AtomicLong published = new AtomicLong();
    /** Documents whose events could not be sent, and how many events the broker had acknowledged by then. */
    private final Map<Object, Long> suspects = new ConcurrentHashMap<>();

    private ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** How many of a document's entries were acknowledged, and whether the broker rejects the next one because of the entry itself. */
    private record Outcome(Owed owed, int taken, boolean refused) {

        static Outcome untried(Owed owed) {
            return new Outcome(owed, 0, false);
        }

        boolean complete() {
            return taken == owed.entries().size();
        }
    }

    OutboxPublishing(
            OutboxDocuments documents, EventPublisher publisher, BrokerWatch broker, Clock clock, int publishers) {
        this.documents = documents;
        this.publisher = publisher;
        this.broker = broker;
        this.clock = clock;
        this.atOnce = new Semaphore(publishers);
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
     * While the broker is unavailable, only the first document is sent, as a probe, until it is acknowledged.
     *
     * @param batch started in this order
     * @param mayBegin checked before each document
     * @return how many times all entries of a document were acknowledged
     */
    int publish(List<Owed> batch, BooleanSupplier mayBegin) {
        int taken = 0;
        List<Owed> next = batch;
        while (!next.isEmpty()) {
            List<Outcome> outcomes = publishOnce(next, mayBegin);
            taken += (int) outcomes.stream().filter(Outcome::complete).count();
            next = settled(outcomes);
        }
        return taken;
    }

    private List<Outcome> publishOnce(List<Owed> batch, BooleanSupplier mayBegin) {
        Deque<Owed> waiting = new ArrayDeque<>(batch);
        List<Outcome> outcomes = new ArrayList<>();
        if (broker.isAway() && !waiting.isEmpty()) {
            outcomes.add(publishAll(waiting.remove()));
        }
        Map<Owed, Future<Outcome>> sent = new LinkedHashMap<>();
        try {
            while (!waiting.isEmpty()) {
                atOnce.acquire();
                if (broker.isAway() || !mayBegin.getAsBoolean()) {
                    atOnce.release();
                    break;
                }
                Owed next = waiting.remove();
                sent.put(next, threads.submit(() -> publishInTurn(next)));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        sent.forEach((owed, outcome) -> outcomes.add(outcome(owed, outcome)));
        return outcomes;
    }

    private Outcome publishInTurn(Owed owed) {
        try {
            return publishAll(owed);
        } finally {
            atOnce.release();
        }
    }

    private Outcome publishAll(Owed owed) {
        int taken = 0;
        try {
            for (OutboxEntry entry : owed.entries()) {
                publisher.publish(entry);
                taken++;
                published.incrementAndGet();
                broker.took();
            }
            suspects.remove(owed.documentId());
            return new Outcome(owed, taken, false);
        } catch (Throwable notTaken) {
            boolean refused = isRefusal(owed, notTaken);
            if (refused) {
                log.debug("{} is rejected", owed.documentId(), notTaken);
            } else {
                broker.tookNothing(notTaken);
            }
            return new Outcome(owed, taken, refused);
        }
    }

    /** A document that fails again after the broker has acknowledged others is considered the cause of the failure. */
    private boolean isRefusal(Owed owed, Throwable failure) {
        if (Refusal.isOfTheMessage(failure)) {
            return true;
        }
        if (suspects.size() >= MOST_SUSPECTS) {
            suspects.clear();
        }
        Long takenBefore = suspects.put(owed.documentId(), published.get());
        return takenBefore != null && takenBefore < published.get();
    }

    private static Outcome outcome(Owed owed, Future<Outcome> sent) {
        try {
            return sent.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Outcome.untried(owed);
        } catch (ExecutionException notSent) {
            return Outcome.untried(owed);
        }
    }

    /** Removes acknowledged entries and returns the entries that were added in the meantime. */
    private List<Owed> settled(List<Outcome> outcomes) {
        List<Owed> complete = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome.complete()) {
                complete.add(outcome.owed());
            } else if (outcome.taken() > 0) {
                documents.settleEntryByEntry(outcome.owed().first(outcome.taken()));
            }
        }
        List<Owed> added = documents.settle(complete);
        outcomes.stream().filter(Outcome::refused).forEach(this::moveBack);
        return added;
    }

    private void moveBack(Outcome outcome) {
        String refused = outcome.owed().entries().get(outcome.taken()).eventId();
        if (documents.moveBack(outcome.owed().documentId(), refused, clock.instant())) {
            log.error(
                    "The broker rejects {} of {}; it stays pending, behind all others",
                    refused,
                    outcome.owed().documentId());
        }
    }
}
