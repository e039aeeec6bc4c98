package io.checkoutsuite.operations.replay;

import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.operations.history.CheckoutRepairs;
import io.checkoutsuite.operations.history.CheckoutRepairs.Republication;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.history.PublicationResult;
import io.checkoutsuite.operations.participant.Participant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
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
@RequiredArgsConstructor
class ReplayRunner implements AutoCloseable {

    private static final int MAX_CONCURRENT = 20;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

    private final Replays replays;
    private final BatchReader batches;
    private final BatchVerification verification;
    private final CheckoutRepairs repairs;
    private final Leases leases;
    private final ReplaySettings settings;
    private final Clock clock;

    private final LogLimiter failures = new LogLimiter();
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Another node has taken over the replay, or an operator has ended it. */
    private static final class ReplayLostException extends RuntimeException {}

    @Scheduled(fixedDelayString = "${suite.replay.interval:1s}")
    void runReplays() {
        try {
            replays.running(MAX_CONCURRENT).forEach(this::startIfLeased);
        } catch (DataAccessException databaseUnavailable) {
            failures.log(
                    "lookup",
                    suppressed -> log.warn(
                            "The lookup of running replays failed and is retried: {}{}",
                            databaseUnavailable.getMessage(),
                            suppressed));
        }
    }

    private void startIfLeased(Replay.Running replay) {
        if (!inProgress.contains(replay.id()) && hasLease(replay) && inProgress.add(replay.id())) {
            threads.execute(() -> run(replay));
        }
    }

    private boolean hasLease(Replay replay) {
        return leases.acquireOrRenew(job(replay.id()), settings.lease()).isPresent();
    }

    private static String job(String replayId) {
        return "replay/" + replayId;
    }

    private void run(Replay.Running begun) {
        Replay replay = begun;
        try {
            while (replay instanceof Replay.Running running) {
                replay = runBatch(running);
            }
            log.info("Replay {} is {}", replay.id(), replay.state());
            leases.release(job(replay.id()));
        } catch (ReplayLostException lost) {
            log.info("Replay {} continues on another node or has ended", begun.id());
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            failures.log(
                    begun.id(),
                    suppressed -> log.warn("Replay {} failed and is retried{}", begun.id(), suppressed, failure));
        } finally {
            inProgress.remove(begun.id());
        }
    }

    private Replay runBatch(Replay.Running replay) throws InterruptedException {
        try {
            return switch (replay) {
                case Replay.BetweenBatches between -> runNext(between);
                case Replay.InBatch started ->
                    publishAndVerify(started, withRetry(started, () -> batches.started(started)));
            };
        } catch (ReplayStoppedException stop) {
            return stop(replay, String.valueOf(stop.getMessage()));
        }
    }

    private Replay runNext(Replay.BetweenBatches replay) throws InterruptedException {
        Batch batch = withRetry(replay, () -> batches.next(replay));
        if (batch.isEmpty()) {
            return save(replay, replay.completed(clock.instant()));
        }
        Map<Participant, PreviewCounts> previewed =
                withRetry(replay, () -> verification.previewCounts(replay.spec(), batch));
        return publishAndVerify(save(replay, replay.batchStarted(batch, previewed, clock.instant())), batch);
    }

    private Replay publishAndVerify(Replay.InBatch replay, Batch batch) throws InterruptedException {
        Replay.InBatch published = publish(replay, batch);
        awaitApplied(published, batch);
        return save(published, published.verified(batch.lastRequestId()));
    }

    private Replay.InBatch publish(Replay.InBatch begun, Batch batch) throws InterruptedException {
        Replay.InBatch now = begun;
        while (now.acknowledged() < batch.size()) {
            OutcomeEvent event = batch.events().get(now.acknowledged());
            Replay.InBatch current = now;
            requireLease(current);
            requirePublished(withRetry(current, () -> republish(current, event)));
            now = save(current, current.acknowledgedNext());
            Thread.sleep(Duration.ofSeconds(1).dividedBy(now.spec().perSecond()));
        }
        return now;
    }

    private PublicationResult republish(Replay replay, OutcomeEvent event) {
        ReplaySpec spec = replay.spec();
        String target = spec.target() == null ? null : spec.target().serviceName();
        return repairs.republish(spec.tenant(), new Republication(replay.id(), target, spec.askedBy()), event);
    }

    private static void requirePublished(PublicationResult result) {
        if (!result.isPublished()) {
            throw new ReplayStoppedException("not published: " + result.id() + ": " + result.description());
        }
    }

    private Replay.Stopped stop(Replay replay, String because) {
        Replay last = replays.find(replay.tenant(), replay.id()).orElseThrow(ReplayLostException::new);
        if (!(last instanceof Replay.Running running) || !hasLease(last)) {
            throw new ReplayLostException();
        }
        Replay.Stopped stopped = running.stopped(because, clock.instant());
        log.error("Replay {} is stopped: {}", replay.id(), stopped.because());
        return save(last, stopped);
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
                failures.log(
                        "wait of " + replay.id(),
                        suppressed ->
                                log.warn("Replay {} waits: {}{}", replay.id(), unavailable.getMessage(), suppressed));
                pause(replay);
            }
        }
    }

    private void awaitApplied(Replay.InBatch replay, Batch batch) throws InterruptedException {
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

    private <R extends Replay> R save(Replay seen, R next) {
        if (!replays.replace(seen, next)) {
            throw new ReplayLostException();
        }
        return next;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        inProgress.forEach(id -> leases.release(job(id)));
    }
}
