package io.checkoutsuite.cart.replay;

import io.checkoutsuite.cart.checkout.OutcomeEvents;
import io.checkoutsuite.cart.replay.BatchVerification.Batch;
import io.checkoutsuite.cart.replay.BatchVerification.ReplayStoppedException;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.outbox.ReplayPublisher;
import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.mongo.Leases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Runs replays batch by batch: previews a batch, publishes it, and continues only when the participants have applied it (guarantee G8).
 *
 * <p>Any node can continue any replay: a lease assigns it to one node, and the document's revision fences off a node that has lost the lease.
 */
@Slf4j
@Component
class ReplayRunner implements AutoCloseable {

    private static final int MAX_CONCURRENT = 20;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

    private final Replays replays;
    private final DecidedCheckouts decidedCheckouts;
    private final OutcomeEvents outcomeEvents;
    private final BatchVerification verification;
    private final EventRepublisher publisher;
    private final Leases leases;
    private final ReplaySettings settings;
    private final Clock clock;

    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Autowired
    ReplayRunner(
            Replays replays,
            DecidedCheckouts decidedCheckouts,
            OutcomeEvents outcomeEvents,
            BatchVerification verification,
            ReplayPublisher publisher,
            Leases leases,
            ReplaySettings settings,
            DatabaseClock clock) {
        this(replays, decidedCheckouts, outcomeEvents, verification, publisher::publish, leases, settings, (Clock)
                clock);
    }

    ReplayRunner(
            Replays replays,
            DecidedCheckouts decidedCheckouts,
            OutcomeEvents outcomeEvents,
            BatchVerification verification,
            EventRepublisher publisher,
            Leases leases,
            ReplaySettings settings,
            Clock clock) {
        this.replays = replays;
        this.decidedCheckouts = decidedCheckouts;
        this.outcomeEvents = outcomeEvents;
        this.verification = verification;
        this.publisher = publisher;
        this.leases = leases;
        this.settings = settings;
        this.clock = clock;
    }

    /** Another node has taken over the replay, or an operator has ended it. */
    private static final class ReplayLostException extends RuntimeException {}

    @Scheduled(fixedDelayString = "${suite.replay.interval:250ms}")
    void runReplays() {
        try {
            replays.running(MAX_CONCURRENT).forEach(this::startIfLeased);
        } catch (DataAccessException databaseUnavailable) {
            log.warn("The lookup of running replays failed and is retried: {}", databaseUnavailable.getMessage());
        }
    }

    private void startIfLeased(Replay replay) {
        if (!inProgress.contains(replay.id()) && hasLease(replay) && inProgress.add(replay.id())) {
            threads.execute(() -> run(replay));
        }
    }

    private boolean hasLease(Replay replay) {
        return leases.acquireOrRenew(job(replay), settings.lease()).isPresent();
    }

    private static String job(Replay replay) {
        return "replay/" + replay.id();
    }

    private void run(Replay begun) {
        Replay replay = begun;
        try {
            while (replay.state() == Replay.State.RUNNING) {
                replay = runBatch(replay);
            }
            log.info("Replay {} is {}", replay.id(), replay.state());
            leases.release(job(replay));
        } catch (ReplayLostException lost) {
            log.info("Replay {} continues on another node or has ended", begun.id());
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            log.warn("Replay {} failed and is retried", begun.id(), failure);
        } finally {
            inProgress.remove(begun.id());
        }
    }

    private Replay runBatch(Replay replay) throws InterruptedException {
        try {
            Batch batch = nextBatch(replay);
            return batch.events().isEmpty()
                    ? save(replay, replay.completed(clock.instant()))
                    : processBatch(replay, batch);
        } catch (ReplayStoppedException stop) {
            Replay last = replays.find(replay.tenant(), replay.id()).orElseThrow(ReplayLostException::new);
            if (last.state() != Replay.State.RUNNING || !hasLease(last)) {
                throw new ReplayLostException();
            }
            Replay stopped = last.stopped(String.valueOf(stop.getMessage()), clock.instant());
            log.error("Replay {} is stopped: {}", replay.id(), stopped.stoppedBecause());
            return save(last, stopped);
        }
    }

    /** @throws ReplayStoppedException if no event can be created for an attempt; skipping it would hide that its outcome is missing */
    private Batch nextBatch(Replay replay) {
        long left = replay.limit() == null
                ? replay.stage().size()
                : Math.min(replay.stage().size(), replay.limit() - replay.checkedCount());
        List<DecidedCheckouts.DecidedCheckout> found = left <= 0
                ? List.of()
                : decidedCheckouts.page(
                        replay.tenant(), replay.filter().before(replay.startedAt()), replay.checked(), (int) left);
        ReplayableEvents replayable = ReplayableEvents.of(found, outcomeEvents);
        replayable.withoutEvent().stream().findFirst().ifPresent(none -> {
            throw new ReplayStoppedException("no event can be created for " + none.requestId() + ": " + none.reason());
        });
        return new Batch(replayable.requestIds(), replayable.events());
    }

    private Replay processBatch(Replay replay, Batch batch) throws InterruptedException {
        Replay now = replay;
        if (now.batchAt() == null) {
            Map<String, Replay.Counts> counts = withRetry(now, () -> verification.previewCounts(replay, batch));
            now = save(now, now.batchStarted(clock.instant(), counts));
        }
        now = publishBatch(now, batch);
        awaitApplied(now, batch);
        return save(now, now.checked(batch.size()));
    }

    private Replay publishBatch(Replay begun, Batch batch) throws InterruptedException {
        Replay now = begun;
        int done = now.cursor() == null ? -1 : batch.requestIds().indexOf(now.cursor());
        for (int i = done + 1; i < batch.size(); i++) {
            OutboxEntry event = batch.events().get(i);
            Replay current = now;
            requireLease(current);
            withRetry(current, () -> {
                publisher.publish(event, current.id(), current.target());
                return event;
            });
            now = save(now, now.published(batch.requestIds().get(i)));
            Thread.sleep(Duration.ofSeconds(1).dividedBy(now.perSecond()));
        }
        return now;
    }

    /** Retries the call while a server is unavailable, until the timeout. */
    private <T> T withRetry(Replay replay, Supplier<T> call) throws InterruptedException {
        Instant end = clock.instant().plus(settings.retryTimeout());
        while (true) {
            try {
                return call.get();
            } catch (IllegalStateException unavailable) {
                if (!clock.instant().isBefore(end)) {
                    throw new ReplayStoppedException(String.valueOf(unavailable.getMessage()));
                }
                log.warn("Replay {} waits: {}", replay.id(), unavailable.getMessage());
                pause(replay);
            }
        }
    }

    private void awaitApplied(Replay replay, Batch batch) throws InterruptedException {
        Instant end = clock.instant().plus(settings.applyTimeout());
        while (true) {
            Optional<String> open = withRetry(replay, () -> verification.notApplied(replay, batch));
            if (open.isEmpty()) {
                return;
            }
            if (!clock.instant().isBefore(end)) {
                throw new ReplayStoppedException("not applied by " + open.get());
            }
            pause(replay);
        }
    }

    private void pause(Replay replay) throws InterruptedException {
        Thread.sleep(POLL_INTERVAL);
        requireLease(replay);
        boolean unchanged = replays.find(replay.tenant(), replay.id())
                .filter(now -> now.revision() == replay.revision())
                .isPresent();
        if (!unchanged) {
            throw new ReplayLostException();
        }
    }

    private void requireLease(Replay replay) {
        if (!hasLease(replay)) {
            throw new ReplayLostException();
        }
    }

    private Replay save(Replay seen, Replay next) {
        if (!replays.replace(seen, next)) {
            throw new ReplayLostException();
        }
        return next;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        inProgress.forEach(id -> leases.release("replay/" + id));
    }
}
