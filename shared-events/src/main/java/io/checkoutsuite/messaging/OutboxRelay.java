package io.checkoutsuite.messaging;

import io.checkoutsuite.messaging.Leases.Lease;
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
    /** The longest time that one send may take; see suite-messaging.yml, and {@link MessagingSettings#requireTimeFor}. */
    static final Duration LONGEST_SEND = Duration.ofSeconds(9);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration TIME_TO_STOP = LONGEST_SEND.plusSeconds(1);

    private final OutboxDocuments documents;
    private final Leases leases;
    private final Clock clock;
    private final MessagingSettings settings;

    private final Hints hints;
    private final BrokerWatch broker;
    private final OutboxPublishing publishing;
    private final OutboxMeters meters;

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
        IN_VAIN
    }

    OutboxRelay(
            OutboxDocuments documents,
            EventPublisher publisher,
            Leases leases,
            Clock clock,
            MessagingSettings settings,
            MeterRegistry registry) {
        this.documents = documents;
        this.leases = leases;
        this.clock = clock;
        this.settings = settings;
        this.hints = new Hints(clock, settings.sweepAfter().minus(LONGEST_SEND));
        this.broker = new BrokerWatch(documents.collection(), clock, settings.sweepInterval());
        this.publishing = new OutboxPublishing(documents, publisher, broker, clock, settings.publishers());
        this.meters = new OutboxMeters(documents, broker, publishing, clock, registry);
        this.lastSweep = clock.instant();
    }

    /**
     * Publishes the entries of a document that was just written and has exactly these entries, all of them new, oldest first. Never blocks: if
     * the queue is full or the broker is unavailable, the sweeper publishes them.
     */
    public void justWritten(Object documentId, List<OutboxEntry> entries) {
        justAdded(documentId, entries, entries.size());
    }

    /**
     * Publishes entries that were just added to a document. If others were pending before, the process that wrote those is publishing them, on
     * whatever node, and finds the new ones when it removes the old ones: so no entry is published by two processes, and none out of order.
     *
     * @param owed all pending entries of the document after that write, oldest first
     * @param added how many of them, at the end, are new
     */
    public void justAdded(Object documentId, List<OutboxEntry> owed, int added) {
        boolean alone = added > 0 && owed.size() == added;
        if (alone && !running.isStopping() && broker.admits()) {
            hints.offer(new Owed(documentId, owed));
        }
    }

    /** The number of documents with pending events, as of this node's last refresh. */
    public long backlog() {
        return meters.backlog();
    }

    String collection() {
        return documents.collection();
    }

    long refused() {
        return meters.refused();
    }

    Optional<Instant> brokerAwaySince() {
        return broker.awaySince();
    }

    Hints hints() {
        return hints;
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
        documents.createIndexes();
        publishing.start();
        lastSweep = clock.instant();
        CountDownLatch stopping = new CountDownLatch(1);
        running = new Running(
                stopping,
                List.of(
                        Thread.ofVirtual().name("outbox-hints").unstarted(() -> publishHints(stopping)),
                        Thread.ofVirtual().name("outbox-sweeper").unstarted(() -> sweepUntil(stopping))));
        running.loops().forEach(Thread::start);
    }

    /** Finishes the sends in progress, unless that takes too long, and leaves the sweeping to another node. */
    void stop() {
        Running ending = running;
        ending.stopping().countDown();
        Instant patience = Instant.now().plus(TIME_TO_STOP);
        try {
            for (Thread loop : ending.loops()) {
                loop.join(Duration.between(Instant.now(), patience));
            }
            publishing.stop();
            // If the database is unavailable, the lease expires.
            Thread.ofVirtual().start(() -> leases.leave(job())).join(PATIENCE.multipliedBy(10));
        } catch (InterruptedException hurried) {
            publishing.stop();
            Thread.currentThread().interrupt();
        }
    }

    private String job() {
        return "outbox/" + collection();
    }

    private void publishHints(CountDownLatch stopping) {
        while (stopping.getCount() > 0) {
            try {
                publishHinted(hints.take(BATCH, PATIENCE), stopping);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException trouble) {
                log.warn(
                        "Publishing from {} failed and will be retried: {}", collection(), Refusal.saidBy(trouble));
            }
        }
    }

    private void publishHinted(List<Owed> hinted, CountDownLatch stopping) {
        try {
            publishing.publish(hinted, () -> stopping.getCount() > 0);
        } finally {
            hinted.forEach(hints::arrived);
        }
    }

    private void sweepUntil(CountDownLatch stopping) {
        Duration pause = settings.sweepInterval();
        try {
            while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = switch (sweepOnce(stopping)) {
                    case NOTHING_LEFT -> settings.sweepInterval();
                    case MORE_TO_DO -> Duration.ZERO;
                    case IN_VAIN -> longer(pause);
                };
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private Sweep sweepOnce(CountDownLatch stopping) {
        try {
            meters.look();
            Sweep sweep = sweepWindow(stopping);
            lastSweep = clock.instant();
            return sweep;
        } catch (RuntimeException trouble) {
            log.warn("Sweeping {} failed and will be retried: {}", collection(), Refusal.saidBy(trouble));
            return Sweep.IN_VAIN;
        }
    }

    private Sweep sweepWindow(CountDownLatch stopping) {
        if (leases.held(job(), LEASE).isEmpty()) {
            return Sweep.NOTHING_LEFT;
        }
        Instant before = clock.instant().minus(settings.sweepAfter());
        List<Object> waiting = broker.isAway() ? probe(before) : documents.oldest(before, WINDOW);
        boolean any = false;
        while (!waiting.isEmpty() && stopping.getCount() > 0) {
            Lease mine = leases.held(job(), LEASE).orElse(null);
            if (mine == null) {
                return Sweep.NOTHING_LEFT;
            }
            // Another node may sweep once the lease has expired: the last send must have ended by then.
            Instant noneBegunAfter = mine.until().minus(LONGEST_SEND);
            List<Owed> batch = documents.owed(waiting.subList(0, Math.min(BATCH, waiting.size())), BATCH_BYTES);
            any |= sweepBatch(batch, stopping, noneBegunAfter);
            if (broker.isAway()) {
                return Sweep.IN_VAIN;
            }
            lastSweep = clock.instant();
            waiting = waiting.subList(batch.size(), waiting.size());
        }
        return any ? Sweep.MORE_TO_DO : Sweep.NOTHING_LEFT;
    }

    /** One of the oldest, but not always the same one: it may be the only one that the broker does not accept. */
    private List<Object> probe(Instant before) {
        List<Object> few = documents.oldest(before, PROBES);
        return few.isEmpty() ? few : List.of(few.get(probes++ % few.size()));
    }

    private boolean sweepBatch(List<Owed> batch, CountDownLatch stopping, Instant noneBegunAfter) {
        batch.stream().filter(Owed::unreadable).forEach(this::passOver);
        List<Object> empty = batch.stream()
                .filter(owed -> owed.entries().isEmpty() && !owed.unreadable())
                .map(Owed::documentId)
                .toList();
        if (!empty.isEmpty()) {
            documents.unmarkEmpty(empty);
        }
        List<Owed> mine = batch.stream()
                .filter(owed -> !owed.entries().isEmpty() && hints.claim(owed.documentId()))
                .toList();
        try {
            return publishing.publish(
                            mine,
                            () -> stopping.getCount() > 0 && clock.instant().isBefore(noneBegunAfter))
                    > 0;
        } finally {
            mine.forEach(owed -> hints.leave(owed.documentId()));
        }
    }

    private void passOver(Owed unreadable) {
        if (documents.moveBack(unreadable.documentId(), clock.instant())) {
            log.error(
                    "The pending events of {} of {} cannot be read; they are skipped until the document is repaired",
                    unreadable.documentId(),
                    collection());
        }
    }
}
