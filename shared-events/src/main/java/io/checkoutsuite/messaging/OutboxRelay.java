package io.checkoutsuite.messaging;

import io.checkoutsuite.messaging.OutboxDocuments.LeftBehind;
import io.checkoutsuite.messaging.OutboxDocuments.Owed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import lombok.extern.slf4j.Slf4j;

/**
 * Publishes what the documents of one collection owe: at once what this process has just written, and later what a dead process left
 * behind. At least once, oldest first per document.
 *
 * <p>The queue is only a hint: the documents are the truth, so a full queue, a crash or an absent broker costs time, never an event.
 */
@Slf4j
public final class OutboxRelay {

    private static final int HINTS = 10_000;
    private static final int BATCH = 500;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final OutboxDocuments documents;
    private final EventPublisher publisher;
    private final Leases leases;
    private final Clock clock;
    private final MessagingSettings settings;

    private final BlockingQueue<Owed> hints = new ArrayBlockingQueue<>(HINTS);
    /** The documents whose events are on their way, each with what it has come to owe meanwhile. */
    private final Map<Object, List<OutboxEntry>> underWay = new ConcurrentHashMap<>();

    private final Semaphore publishing;
    private final Counter published;
    private final AtomicLong backlog = new AtomicLong();
    private final AtomicLong oldestMillis = new AtomicLong();
    private volatile Instant lastSweep;
    private volatile boolean running;
    private ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    OutboxRelay(
            OutboxDocuments documents,
            EventPublisher publisher,
            Leases leases,
            Clock clock,
            MessagingSettings settings,
            MeterRegistry meters) {
        this.documents = documents;
        this.publisher = publisher;
        this.leases = leases;
        this.clock = clock;
        this.settings = settings;
        this.publishing = new Semaphore(settings.publishers());
        this.lastSweep = clock.instant();
        Tags tags = Tags.of("outbox", documents.collection());
        this.published = meters.counter("suite.outbox.published", tags);
        meters.gauge("suite.outbox.backlog", tags, backlog);
        meters.gauge("suite.outbox.oldest.age.millis", tags, oldestMillis);
    }

    /**
     * Says that a document was just written and owes exactly these entries, oldest first. Never blocks; where there is no room the
     * sweeper publishes them.
     */
    public void justWritten(Object documentId, List<OutboxEntry> entries) {
        if (entries.isEmpty() || !running) {
            return;
        }
        if (underWay.putIfAbsent(documentId, List.of()) == null) {
            if (!hints.offer(new Owed(documentId, List.copyOf(entries)))) {
                underWay.remove(documentId);
            }
        } else if (underWay.computeIfPresent(documentId, (id, meanwhile) -> longer(meanwhile, entries)) == null) {
            justWritten(documentId, entries);
        }
    }

    private static List<OutboxEntry> longer(List<OutboxEntry> one, List<OutboxEntry> other) {
        return one.size() >= other.size() ? one : List.copyOf(other);
    }

    /** How many documents waited for the sweeper when it last looked. */
    public long backlog() {
        return backlog.get();
    }

    String collection() {
        return documents.collection();
    }

    boolean isPublishing() {
        return running;
    }

    Duration sinceLastSweep() {
        return Duration.between(lastSweep, clock.instant());
    }

    void start() {
        documents.createIndex();
        threads = Executors.newVirtualThreadPerTaskExecutor();
        running = true;
        threads.execute(this::publishHints);
        threads.execute(this::sweepForEver);
    }

    void stop() {
        running = false;
        threads.shutdownNow();
    }

    private void publishHints() {
        while (running) {
            try {
                List<Owed> batch = new ArrayList<>();
                batch.add(hints.take());
                hints.drainTo(batch, BATCH - 1);
                publish(batch);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException trouble) {
                warn("Publishing from", trouble);
            }
        }
    }

    private void sweepForEver() {
        Duration pause = settings.sweepInterval();
        while (running) {
            boolean allTaken = false;
            try {
                Thread.sleep(pause);
                allTaken = leases.whileHolding("outbox/" + collection(), Duration.ofSeconds(30), this::sweep)
                        .orElse(true);
                lastSweep = clock.instant();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException trouble) {
                warn("Sweeping", trouble);
            }
            pause = allTaken ? settings.sweepInterval() : longer(pause);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** One look at what is owed for too long; false if the broker did not take all of it. */
    private boolean sweep() {
        Instant now = clock.instant();
        List<LeftBehind> found = documents.leftBehind(now.minus(settings.sweepAfter()), BATCH);
        backlog.set(found.size() < BATCH ? found.size() : documents.countOwing());
        oldestMillis.set(found.stream()
                .mapToLong(document -> Duration.between(document.owedAt(), now).toMillis())
                .max()
                .orElse(0));
        List<Owed> mine = found.stream()
                .filter(document -> underWay.putIfAbsent(document.id(), List.of()) == null)
                .map(document -> new Owed(document.id(), document.outbox()))
                .toList();
        return publish(mine) == mine.size();
    }

    private int publish(List<Owed> batch) {
        Set<Object> settled = new HashSet<>();
        try {
            Map<Owed, Future<Boolean>> sent = new LinkedHashMap<>();
            batch.forEach(owed -> sent.put(owed, threads.submit(() -> publishAll(owed))));
            List<Owed> acknowledged = new ArrayList<>();
            sent.forEach((owed, outcome) -> {
                if (acknowledged(outcome)) {
                    acknowledged.add(owed);
                }
            });
            documents.settle(acknowledged);
            acknowledged.forEach(owed -> settled.add(owed.documentId()));
            published.increment(acknowledged.stream()
                    .mapToInt(owed -> owed.entries().size())
                    .sum());
            return acknowledged.size();
        } finally {
            batch.forEach(owed -> arrived(owed, settled.contains(owed.documentId())));
        }
    }

    /** What was written meanwhile follows at once; unless its elders are still owed, which only the sweeper publishes in order. */
    private void arrived(Owed owed, boolean settled) {
        List<OutboxEntry> meanwhile = underWay.remove(owed.documentId());
        if (settled && meanwhile != null) {
            justWritten(
                    owed.documentId(),
                    meanwhile.stream()
                            .filter(entry -> !owed.entries().contains(entry))
                            .toList());
        }
    }

    private boolean publishAll(Owed owed) throws InterruptedException {
        publishing.acquire();
        try {
            owed.entries().forEach(publisher::publish);
            return true;
        } catch (RuntimeException notTaken) {
            log.warn("The broker did not take what {} owes; it stays in the outbox", owed.documentId(), notTaken);
            return false;
        } finally {
            publishing.release();
        }
    }

    private static boolean acknowledged(Future<Boolean> outcome) {
        try {
            return outcome.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException notSent) {
            return false;
        }
    }

    private void warn(String doing, RuntimeException trouble) {
        if (running) {
            log.warn("{} {} failed and will be tried again", doing, collection(), trouble);
        }
    }
}
