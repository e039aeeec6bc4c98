package io.checkoutsuite.cart.checkout;

import static java.util.stream.Collectors.toMap;

import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.events.CheckoutNeedsAttention;
import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final ActivityRegistry activities;
    private final EventCodec events;
    private final CompensationSettings settings;
    private final Clock clock;

    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Scheduled(fixedDelayString = "${suite.checkout.compensation.interval:500ms}")
    void retryDue() {
        try {
            int room = settings.concurrency() - underWay.size();
            if (room > 0) {
                compensations.due(clock.instant(), room).forEach(this::acquireOrSkip);
            }
        } catch (DataAccessException databaseUnavailable) {
            log.warn(
                    "The search for pending compensations failed and will be retried: {}",
                    databaseUnavailable.getMessage());
        }
    }

    /** A compensation whose lease cannot be acquired must not delay the others. */
    private void acquireOrSkip(Compensations.Open found) {
        try {
            acquire(found);
        } catch (DataAccessException databaseUnavailable) {
            throw databaseUnavailable;
        } catch (RuntimeException trouble) {
            log.error("The compensation of checkout {} cannot be retried", found.requestId(), trouble);
        }
    }

    private void acquire(Compensations.Open found) {
        Instant now = clock.instant();
        if (found.compensation().tries() >= settings.maxRetries()) {
            // The process that had the lease for the last retry died.
            write(
                    found,
                    found.compensation().needingAttention(found.compensation().remaining(), now));
            return;
        }
        Compensations.Open mine = found.with(found.compensation().leased(now.plus(settings.lease())));
        if (underWay.add(key(mine))) {
            if (compensations.replace(found, mine.compensation(), null)) {
                threads.execute(() -> compensate(mine));
            } else {
                underWay.remove(key(mine));
            }
        }
    }

    private static String key(Compensations.Open open) {
        return open.tenant() + "/" + open.requestId();
    }

    private void compensate(Compensations.Open mine) {
        try (MDC.MDCCloseable logged = MDC.putCloseable("requestId", mine.requestId())) {
            List<Compensation.Remaining> remaining = compensateAll(mine);
            Instant now = clock.instant();
            Compensation compensation = mine.compensation();
            write(
                    mine,
                    remaining.isEmpty() || compensation.tries() < settings.maxRetries()
                            ? compensation.tried(remaining, now.plus(settings.backOffAfter(compensation.tries())))
                            : compensation.needingAttention(remaining, now));
        } catch (InterruptedException | RuntimeException trouble) {
            log.warn(
                    "The compensation of {} will be retried once its lease expires: {}",
                    mine.compensation().activities(),
                    trouble.toString());
        } finally {
            underWay.remove(key(mine));
        }
    }

    /** Compensates all activities concurrently: an unavailable service must not keep the others from releasing. */
    private List<Compensation.Remaining> compensateAll(Compensations.Open mine) throws InterruptedException {
        Map<String, Future<Optional<Compensation.Remaining>>> tried = mine.compensation().activities().stream()
                .collect(toMap(
                        name -> name,
                        name -> threads.submit(() -> compensate(mine, name)),
                        (one, other) -> one,
                        LinkedHashMap::new));
        LinkedHashMap<String, Compensation.Remaining> remaining = new LinkedHashMap<>();
        for (Map.Entry<String, Future<Optional<Compensation.Remaining>>> each : tried.entrySet()) {
            outcome(each.getKey(), each.getValue()).ifPresent(failed -> remaining.put(failed.activity(), failed));
        }
        return List.copyOf(remaining.values());
    }

    private Optional<Compensation.Remaining> compensate(Compensations.Open mine, String name) {
        try (MDC.MDCCloseable logged = MDC.putCloseable("requestId", mine.requestId())) {
            return activities
                    .reversible(name)
                    .map(activity -> Compensator.compensate(mine.tenant(), mine.requestId(), activity))
                    .orElseGet(() -> Optional.of(new Compensation.Remaining(name, "This activity no longer exists")));
        }
    }

    private static Optional<Compensation.Remaining> outcome(String name, Future<Optional<Compensation.Remaining>> tried)
            throws InterruptedException {
        try {
            return tried.get();
        } catch (ExecutionException failed) {
            return Optional.of(
                    new Compensation.Remaining(name, Compensator.shortened(String.valueOf(failed.getCause()))));
        }
    }

    private void write(Compensations.Open seen, Compensation next) {
        boolean written = compensations.replace(
                seen, next, next.state() == Compensation.State.NEEDS_ATTENTION ? needsAttention(seen, next) : null);
        if (!written) {
            log.info(
                    "The compensation of {} of checkout {} was taken over by another process",
                    next.activities(),
                    seen.requestId());
            return;
        }
        switch (next.state()) {
            case DONE ->
                log.info("{} is compensated, with retry {}", seen.compensation().activities(), next.tries());
            case PENDING -> log.info("The compensation of {} will be retried at {}", next.activities(), next.dueAt());
            case NEEDS_ATTENTION ->
                log.error(
                        "{} of checkout {} cannot be compensated; an operator has to intervene",
                        next.activities(),
                        seen.requestId());
        }
    }

    private OutboxEntry needsAttention(Compensations.Open open, Compensation exhausted) {
        return events.entry(new CheckoutNeedsAttention(
                open.requestId(),
                open.cartId(),
                open.orderNumber(),
                exhausted.token(),
                exhausted.activities(),
                exhausted.tries(),
                ContextInfo.of(open.tenant()),
                exhausted.dueAt()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
