package io.checkoutsuite.messaging.outbox;

import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.messaging.BrokerRejections;
import io.checkoutsuite.messaging.EventPublisher;
import io.checkoutsuite.messaging.MessagingSettings;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.mongo.Leases.Lease;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;

/**
 * Publishes the pending events in the documents of one collection: immediately what this process has just written, and later what a dead process
 * or an unavailable broker left behind. Each event is published at least once; the events of a document always oldest first, and documents that
 * were left behind oldest first as well.
 *
 * <p>Memory use is bounded, however many events wait and however long: the documents are the source of truth, so a crash, an unavailable broker
 * or a full queue costs time, never an event.
 */
@Slf4j
public final class OutboxRelay {

    private static final int BATCH = 500;
    private static final long BATCH_BYTES = 8L * 1024 * 1024;
    /** How many documents are looked up and sorted at once; only their ids are read. */
    private static final int WINDOW = 10_000;

    private static final int PROBES = 16;

    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration MAX_BACK_OFF = Duration.ofSeconds(5);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration STOP_TIMEOUT = MessagingSettings.LONGEST_SEND.plusSeconds(1);

    private final OutboxStore store;
    private final Leases leases;
    private final Clock clock;
    private final MessagingSettings settings;

    private final PublishQueue publishQueue;
    private final BrokerCircuit broker;
    private final OutboxPublisher outboxPublisher;
    private final OutboxMetrics metrics;

    private final LogLimiter failures = new LogLimiter();
    private int probes;
    private volatile Instant lastSweep;
    private volatile Running running = Running.stopped();

    /** The two loops that one start runs. */
    private record Running(CountDownLatch stopping, List<Thread> loops) {

        static Running stopped() {
            return new Running(new CountDownLatch(0), List.of());
        }

        boolean isStopping() {
            return stopping.getCount() == 0;
        }
    }

    /** The outcome of a sweep. */
    private enum Sweep {
        NOTHING_LEFT,
        MORE_TO_DO,
        FAILED
    }

    OutboxRelay(
            OutboxStore store,
            EventPublisher publisher,
            Leases leases,
            Clock clock,
            MessagingSettings settings,
            MeterRegistry registry) {
        this.store = store;
        this.leases = leases;
        this.clock = clock;
        this.settings = settings;
        this.publishQueue = new PublishQueue(clock, settings.sweepAfter().minus(MessagingSettings.LONGEST_SEND));
        this.broker = new BrokerCircuit(store.collection(), clock, settings.sweepInterval());
        this.outboxPublisher = new OutboxPublisher(store, publisher, broker, clock, settings.publishers());
        this.metrics = new OutboxMetrics(store, broker, outboxPublisher, clock, registry);
        this.lastSweep = clock.instant();
    }

    /**
     * Publishes the entries of a document that was just written and has exactly these entries, all of them new, oldest first. Never blocks: if
     * the queue is full or the broker is unavailable, the sweeper publishes them.
     */
    public void publishSoon(Object documentId, List<OutboxEntry> entries) {
        publishSoon(documentId, entries, entries.size());
    }

    /**
     * Publishes entries that were just added to a document. If others were pending before, the process that wrote those is publishing them, on
     * whatever node, and finds the new ones when it removes the old ones: so no entry is published by two processes, and none out of order.
     *
     * @param pending all pending entries of the document after that write, oldest first
     * @param added how many of them, at the end, are new
     */
    public void publishSoon(Object documentId, List<OutboxEntry> pending, int added) {
        boolean alone = added > 0 && pending.size() == added;
        if (alone && !running.isStopping() && broker.allowsSend()) {
            publishQueue.offer(new PendingEvents(documentId, pending));
        }
    }

    /** The number of documents with pending events, as of this node's last refresh. */
    public long backlog() {
        return metrics.backlog();
    }

    String collection() {
        return store.collection();
    }

    long rejected() {
        return metrics.rejected();
    }

    Optional<Instant> brokerUnavailableSince() {
        return broker.unavailableSince();
    }

    PublishQueue publishQueue() {
        return publishQueue;
    }

    boolean isStarted() {
        return !running.isStopping();
    }

    /** Whether both threads are alive. */
    boolean isAlive() {
        Running now = running;
        return !now.isStopping() && now.loops().stream().allMatch(Thread::isAlive);
    }

    Duration sinceLastSweep() {
        return Duration.between(lastSweep, clock.instant());
    }

    void start() {
        store.createIndexes();
        outboxPublisher.start();
        lastSweep = clock.instant();
        CountDownLatch stopping = new CountDownLatch(1);
        running = new Running(
                stopping,
                List.of(
                        Thread.ofVirtual().name("outbox-publisher").unstarted(() -> publishQueued(stopping)),
                        Thread.ofVirtual().name("outbox-sweeper").unstarted(() -> sweepUntil(stopping))));
        running.loops().forEach(Thread::start);
    }

    /** Finishes the sends in progress, unless that takes too long, and leaves the sweeping to another node. */
    void stop() {
        Running ending = running;
        ending.stopping().countDown();
        Instant deadline = Instant.now().plus(STOP_TIMEOUT);
        try {
            for (Thread loop : ending.loops()) {
                loop.join(Duration.between(Instant.now(), deadline));
            }
            outboxPublisher.stop();
            // If the database is unavailable, the lease expires.
            Thread.ofVirtual().start(() -> leases.release(job())).join(POLL_TIMEOUT.multipliedBy(10));
        } catch (InterruptedException interrupted) {
            outboxPublisher.stop();
            Thread.currentThread().interrupt();
        }
    }

    private String job() {
        return "outbox/" + collection();
    }

    private void publishQueued(CountDownLatch stopping) {
        while (stopping.getCount() > 0) {
            try {
                publishBatch(publishQueue.poll(BATCH, POLL_TIMEOUT), stopping);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                failures.log(
                        "publishing",
                        suppressed -> log.warn(
                                "Publishing from {} failed and will be retried: {}{}",
                                collection(),
                                BrokerRejections.describeRootCause(failure),
                                suppressed));
            }
        }
    }

    private void publishBatch(List<PendingEvents> queued, CountDownLatch stopping) {
        try {
            outboxPublisher.publish(queued, () -> stopping.getCount() > 0);
        } finally {
            queued.forEach(publishQueue::complete);
        }
    }

    private void sweepUntil(CountDownLatch stopping) {
        Duration delay = settings.sweepInterval();
        try {
            while (!stopping.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                delay = switch (sweepOnce(stopping)) {
                    case NOTHING_LEFT -> settings.sweepInterval();
                    case MORE_TO_DO -> Duration.ZERO;
                    case FAILED -> backOff(delay);
                };
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration backOff(Duration delay) {
        Duration doubled = delay.multipliedBy(2);
        return doubled.compareTo(MAX_BACK_OFF) < 0 ? doubled : MAX_BACK_OFF;
    }

    private Sweep sweepOnce(CountDownLatch stopping) {
        try {
            metrics.refreshBeforeSweep();
            Sweep sweep = sweepWindow(stopping);
            lastSweep = clock.instant();
            return sweep;
        } catch (RuntimeException failure) {
            failures.log(
                    "sweeping",
                    suppressed -> log.warn(
                            "Sweeping {} failed and will be retried: {}{}",
                            collection(),
                            BrokerRejections.describeRootCause(failure),
                            suppressed));
            return Sweep.FAILED;
        }
    }

    private Sweep sweepWindow(CountDownLatch stopping) {
        if (leases.acquireOrRenew(job(), LEASE).isEmpty()) {
            return Sweep.NOTHING_LEFT;
        }
        Instant before = clock.instant().minus(settings.sweepAfter());
        List<Object> waiting = broker.isUnavailable() ? probe(before) : store.oldest(before, WINDOW);
        boolean any = false;
        while (!waiting.isEmpty() && stopping.getCount() > 0) {
            Lease mine = leases.acquireOrRenew(job(), LEASE).orElse(null);
            if (mine == null) {
                return Sweep.NOTHING_LEFT;
            }
            // Another node may sweep once the lease has expired: the last send must have ended by then.
            Instant noneBegunAfter = mine.until().minus(MessagingSettings.LONGEST_SEND);
            List<PendingEvents> batch =
                    store.findPending(waiting.subList(0, Math.min(BATCH, waiting.size())), BATCH_BYTES);
            any |= sweepBatch(batch, stopping, noneBegunAfter);
            if (broker.isUnavailable()) {
                return Sweep.FAILED;
            }
            lastSweep = clock.instant();
            waiting = waiting.subList(batch.size(), waiting.size());
        }
        return any ? Sweep.MORE_TO_DO : Sweep.NOTHING_LEFT;
    }

    /** One of the oldest, but not always the same one: it may be the only one that the broker does not accept. */
    private List<Object> probe(Instant before) {
        List<Object> few = store.oldest(before, PROBES);
        return few.isEmpty() ? few : List.of(few.get(probes++ % few.size()));
    }

    private boolean sweepBatch(List<PendingEvents> batch, CountDownLatch stopping, Instant noneBegunAfter) {
        batch.stream().filter(PendingEvents::unreadable).forEach(this::skipUnreadable);
        List<Object> empty = batch.stream()
                .filter(pending -> pending.entries().isEmpty() && !pending.unreadable())
                .map(PendingEvents::documentId)
                .toList();
        if (!empty.isEmpty()) {
            store.unmarkEmpty(empty);
        }
        List<PendingEvents> mine = batch.stream()
                .filter(pending -> !pending.entries().isEmpty() && publishQueue.tryAcquire(pending.documentId()))
                .map(pending -> pending.beginningBefore(noneBegunAfter))
                .toList();
        try {
            return outboxPublisher.publish(mine, () -> stopping.getCount() > 0) > 0;
        } finally {
            mine.forEach(pending -> publishQueue.release(pending.documentId()));
        }
    }

    private void skipUnreadable(PendingEvents unreadable) {
        if (store.moveToBack(unreadable.documentId(), clock.instant())) {
            failures.log(
                    unreadable.documentId(),
                    suppressed -> log.error(
                            "The pending events of {} of {} cannot be read; they are skipped until the document is repaired{}",
                            unreadable.documentId(),
                            collection(),
                            suppressed));
        }
    }
}
