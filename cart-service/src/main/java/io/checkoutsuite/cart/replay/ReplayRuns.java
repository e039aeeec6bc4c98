package io.checkoutsuite.cart.replay;

import io.checkoutsuite.cart.checkout.DecidedEvents;
import io.checkoutsuite.cart.replay.BatchChecks.Batch;
import io.checkoutsuite.cart.replay.BatchChecks.StopException;
import io.checkoutsuite.messaging.DatabaseClock;
import io.checkoutsuite.messaging.Leases;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.ReplayPublisher;
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
class ReplayRuns implements AutoCloseable {

    private static final int AT_ONCE = 20;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Replays replays;
    private final DecidedAttempts attempts;
    private final DecidedEvents events;
    private final BatchChecks checks;
    private final Republisher publisher;
    private final Leases leases;
    private final ReplaySettings settings;
    private final Clock clock;

    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Autowired
    ReplayRuns(
            Replays replays,
            DecidedAttempts attempts,
            DecidedEvents events,
            BatchChecks checks,
            ReplayPublisher publisher,
            Leases leases,
            ReplaySettings settings,
            DatabaseClock clock) {
        this(replays, attempts, events, checks, publisher::publish, leases, settings, (Clock) clock);
    }

    ReplayRuns(
            Replays replays,
            DecidedAttempts attempts,
            DecidedEvents events,
            BatchChecks checks,
            Republisher publisher,
            Leases leases,
            ReplaySettings settings,
            Clock clock) {
        this.replays = replays;
        this.attempts = attempts;
        this.events = events;
        this.checks = checks;
        this.publisher = publisher;
        this.leases = leases;
        this.settings = settings;
        this.clock = clock;
    }

    /** Another node has taken over the replay, or an operator has ended it. */
    private static final class NotMineException extends RuntimeException {}

    @Scheduled(fixedDelayString = "${suite.replay.interval:250ms}")
    void goOn() {
        try {
            replays.running(AT_ONCE).forEach(this::take);
        } catch (DataAccessException databaseAway) {
            log.warn("The lookup of running replays failed and is retried: {}", databaseAway.getMessage());
        }
    }

    private void take(Replay replay) {
        if (!underWay.contains(replay.id()) && holds(replay) && underWay.add(replay.id())) {
            threads.execute(() -> run(replay));
        }
    }

    private boolean holds(Replay replay) {
        return leases.held(job(replay), settings.lease()).isPresent();
    }

    private static String job(Replay replay) {
        return "replay/" + replay.id();
    }

    private void run(Replay begun) {
        Replay replay = begun;
        try {
            while (replay.state() == Replay.State.RUNNING) {
                replay = batch(replay);
            }
            log.info("Replay {} is {}", replay.id(), replay.state());
            leases.leave(job(replay));
        } catch (NotMineException somebodyElses) {
            log.info("Replay {} continues on another node or has ended", begun.id());
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException trouble) {
            log.warn("Replay {} failed and is retried", begun.id(), trouble);
        } finally {
            underWay.remove(begun.id());
        }
    }

    private Replay batch(Replay replay) throws InterruptedException {
        try {
            Batch batch = next(replay);
            return batch.events().isEmpty() ? written(replay, replay.completed(clock.instant())) : sent(replay, batch);
        } catch (StopException stop) {
            Replay last = replays.find(replay.tenant(), replay.id()).orElseThrow(NotMineException::new);
            if (last.state() != Replay.State.RUNNING || !holds(last)) {
                throw new NotMineException();
            }
            Replay stopped = last.stopped(String.valueOf(stop.getMessage()), clock.instant());
            log.error("Replay {} is stopped: {}", replay.id(), stopped.stoppedBecause());
            return written(last, stopped);
        }
    }

    /** @throws StopException if no event can be created for an attempt; skipping it would hide that its outcome is missing */
    private Batch next(Replay replay) {
        long left = replay.limit() == null
                ? replay.stage().size()
                : Math.min(replay.stage().size(), replay.limit() - replay.checkedCount());
        List<DecidedAttempts.Found> found = left <= 0
                ? List.of()
                : attempts.page(
                        replay.tenant(), replay.selection().before(replay.startedAt()), replay.checked(), (int) left);
        MadeEvents made = MadeEvents.of(found, events);
        made.unmade().stream().findFirst().ifPresent(none -> {
            throw new StopException("no event can be created for " + none.requestId() + ": " + none.reason());
        });
        return new Batch(made.requestIds(), made.events());
    }

    private Replay sent(Replay replay, Batch batch) throws InterruptedException {
        Replay now = replay;
        if (now.batchAt() == null) {
            Map<String, Replay.Counts> effects = patiently(now, () -> checks.effects(replay, batch));
            now = written(now, now.begun(clock.instant(), effects));
        }
        now = published(now, batch);
        awaitApplied(now, batch);
        return written(now, now.checked(batch.size()));
    }

    private Replay published(Replay begun, Batch batch) throws InterruptedException {
        Replay now = begun;
        int done = now.cursor() == null ? -1 : batch.requestIds().indexOf(now.cursor());
        for (int i = done + 1; i < batch.size(); i++) {
            OutboxEntry event = batch.events().get(i);
            Replay current = now;
            requireHeld(current);
            patiently(current, () -> {
                publisher.publish(event, current.id(), current.target());
                return event;
            });
            now = written(now, now.published(batch.requestIds().get(i)));
            Thread.sleep(Duration.ofSeconds(1).dividedBy(now.perSecond()));
        }
        return now;
    }

    /** Retries the call while a server is unavailable, until the timeout. */
    private <T> T patiently(Replay replay, Supplier<T> call) throws InterruptedException {
        Instant end = clock.instant().plus(settings.patience());
        while (true) {
            try {
                return call.get();
            } catch (IllegalStateException away) {
                if (!clock.instant().isBefore(end)) {
                    throw new StopException(String.valueOf(away.getMessage()));
                }
                log.warn("Replay {} waits: {}", replay.id(), away.getMessage());
                pause(replay);
            }
        }
    }

    private void awaitApplied(Replay replay, Batch batch) throws InterruptedException {
        Instant end = clock.instant().plus(settings.settle());
        while (true) {
            Optional<String> open = patiently(replay, () -> checks.notApplied(replay, batch));
            if (open.isEmpty()) {
                return;
            }
            if (!clock.instant().isBefore(end)) {
                throw new StopException("not applied by " + open.get());
            }
            pause(replay);
        }
    }

    private void pause(Replay replay) throws InterruptedException {
        Thread.sleep(PAUSE);
        requireHeld(replay);
        boolean mine = replays.find(replay.tenant(), replay.id())
                .filter(now -> now.revision() == replay.revision())
                .isPresent();
        if (!mine) {
            throw new NotMineException();
        }
    }

    private void requireHeld(Replay replay) {
        if (!holds(replay)) {
            throw new NotMineException();
        }
    }

    private Replay written(Replay seen, Replay next) {
        if (!replays.replace(seen, next)) {
            throw new NotMineException();
        }
        return next;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        underWay.forEach(id -> leases.leave("replay/" + id));
    }
}
