package io.checkoutsuite.cart.compensation;

import static java.util.stream.Collectors.toMap;

import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.cart.cart.Compensation.NeedsAttention;
import io.checkoutsuite.cart.cart.Compensation.Pending;
import io.checkoutsuite.cart.cart.Compensation.RemainingActivity;
import io.checkoutsuite.events.CheckoutNeedsAttention;
import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Retries failed compensations with increasing back-off. Those that keep failing are left to an operator.
 *
 * <p>Any node may retry any attempt: a lease gives one node a token and the time until which no other node retries it. Attempts are retried
 * concurrently, so that an unavailable service delays no other attempt.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class CompensationRetrier implements AutoCloseable {

    private final Compensations compensations;
    private final CompensableActivities activities;
    private final Compensator compensator;
    private final EventCodec events;
    private final CompensationSettings settings;
    private final Clock clock;

    private final LogLimiter failures = new LogLimiter();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Scheduled(fixedDelayString = "${suite.checkout.compensation.interval:1s}")
    void retryDue() {
        try {
            int room = settings.concurrency() - underWay.size();
            if (room > 0) {
                compensations.due(clock.instant(), room).forEach(this::acquireOrSkip);
            }
        } catch (DataAccessException databaseUnavailable) {
            failures.log(
                    "search",
                    suppressed -> log.warn(
                            "The search for pending compensations failed and will be retried: {}{}",
                            databaseUnavailable.getMessage(),
                            suppressed));
        }
    }

    /** A compensation whose lease cannot be acquired must not delay the others. */
    private void acquireOrSkip(Compensations.Stored<Pending> found) {
        try {
            acquire(found);
        } catch (DataAccessException databaseUnavailable) {
            throw databaseUnavailable;
        } catch (RuntimeException failure) {
            failures.log(
                    key(found),
                    suppressed -> log.error(
                            "The compensation of checkout {} cannot be retried{}",
                            found.requestId(),
                            suppressed,
                            failure));
        }
    }

    private void acquire(Compensations.Stored<Pending> found) {
        Instant now = clock.instant();
        Pending pending = found.compensation();
        if (pending.tries() >= settings.maxRetries()) {
            // The process that had the lease for the last retry died.
            write(found, pending.escalate(pending.remaining(), now));
            return;
        }
        Compensations.Stored<Pending> mine = found.with(pending.lease(now.plus(settings.lease())));
        if (underWay.add(key(mine))) {
            if (compensations.replace(found, mine.compensation(), null)) {
                threads.execute(() -> compensate(mine));
            } else {
                underWay.remove(key(mine));
            }
        }
    }

    private static String key(Compensations.Stored<Pending> mine) {
        return mine.tenant() + "/" + mine.requestId();
    }

    private void compensate(Compensations.Stored<Pending> mine) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("requestId", mine.requestId())) {
            write(mine, retried(mine.compensation(), compensateAll(mine), clock.instant()));
        } catch (InterruptedException | RuntimeException failure) {
            failures.log(
                    "retry",
                    suppressed -> log.warn(
                            "The compensation of {} will be retried once its lease expires: {}{}",
                            mine.compensation().activities(),
                            failure.toString(),
                            suppressed));
        } finally {
            underWay.remove(key(mine));
        }
    }

    private Compensation retried(Pending mine, List<RemainingActivity> remaining, Instant now) {
        if (remaining.isEmpty()) {
            return mine.finish(now);
        }
        return mine.tries() < settings.maxRetries()
                ? mine.retryLater(remaining, now.plus(settings.backOffAfter(mine.tries())))
                : mine.escalate(remaining, now);
    }

    /** Compensates all activities concurrently: an unavailable service must not keep the others from releasing. */
    private List<RemainingActivity> compensateAll(Compensations.Stored<Pending> mine) throws InterruptedException {
        Map<String, Future<Optional<RemainingActivity>>> tried = mine.compensation().activities().stream()
                .collect(toMap(
                        name -> name,
                        name -> threads.submit(() -> compensate(mine, name)),
                        (one, other) -> one,
                        LinkedHashMap::new));
        LinkedHashMap<String, RemainingActivity> remaining = new LinkedHashMap<>();
        for (Map.Entry<String, Future<Optional<RemainingActivity>>> each : tried.entrySet()) {
            outcome(each.getKey(), each.getValue()).ifPresent(failed -> remaining.put(failed.activity(), failed));
        }
        return List.copyOf(remaining.values());
    }

    private Optional<RemainingActivity> compensate(Compensations.Stored<Pending> mine, String name) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("requestId", mine.requestId())) {
            return activities
                    .reversible(name)
                    .map(activity -> compensator.compensate(mine.tenant(), mine.requestId(), activity))
                    .orElseGet(() -> Optional.of(new RemainingActivity(name, "This activity no longer exists")));
        }
    }

    private static Optional<RemainingActivity> outcome(String name, Future<Optional<RemainingActivity>> tried)
            throws InterruptedException {
        try {
            return tried.get();
        } catch (ExecutionException failed) {
            return Optional.of(Compensator.remaining(name, Objects.requireNonNullElse(failed.getCause(), failed)));
        }
    }

    private void write(Compensations.Stored<Pending> seen, Compensation next) {
        OutboxEntry event =
                next instanceof NeedsAttention needsAttention ? events.entry(event(seen, needsAttention)) : null;
        if (!compensations.replace(seen, next, event)) {
            log.info(
                    "The compensation of {} of checkout {} was taken over by another process",
                    next.activities(),
                    seen.requestId());
            return;
        }
        switch (next) {
            case Compensation.Done done ->
                log.info("{} is compensated, with retry {}", seen.compensation().activities(), done.tries());
            case Pending pending ->
                log.info("The compensation of {} will be retried at {}", pending.activities(), pending.dueAt());
            case NeedsAttention needsAttention ->
                log.error(
                        "{} of checkout {} cannot be compensated; an operator has to intervene",
                        needsAttention.activities(),
                        seen.requestId());
        }
    }

    private static CheckoutNeedsAttention event(Compensations.Stored<Pending> seen, NeedsAttention next) {
        return new CheckoutNeedsAttention(
                seen.requestId(),
                seen.cartId(),
                seen.orderNumber(),
                next.token(),
                next.activities(),
                next.tries(),
                ContextInfo.of(seen.tenant()),
                next.since());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
