package io.checkoutsuite.cart.checkout;

import static java.util.stream.Collectors.toMap;

import io.checkoutsuite.cart.cart.Undo;
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
class UndoRetries implements AutoCloseable {

    private final Undos undos;
    private final Activities activities;
    private final EventCodec events;
    private final UndoSettings settings;
    private final Clock clock;

    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Scheduled(fixedDelayString = "${suite.checkout.undo.interval:500ms}")
    void tryWhatIsDue() {
        try {
            int room = settings.atOnce() - underWay.size();
            if (room > 0) {
                undos.due(clock.instant(), room).forEach(this::claimOrPass);
            }
        } catch (DataAccessException databaseAway) {
            log.warn("The search for pending compensations failed and will be retried: {}", databaseAway.getMessage());
        }
    }

    /** A compensation whose lease cannot be acquired must not delay the others. */
    private void claimOrPass(Undos.Open found) {
        try {
            claim(found);
        } catch (DataAccessException databaseUnavailable) {
            throw databaseUnavailable;
        } catch (RuntimeException trouble) {
            log.error("The compensation of checkout {} cannot be retried", found.requestId(), trouble);
        }
    }

    private void claim(Undos.Open found) {
        Instant now = clock.instant();
        if (found.undo().tries() >= settings.mostTries()) {
            // The process that had the lease for the last retry died.
            write(found, found.undo().parked(found.undo().missing(), now));
            return;
        }
        Undos.Open mine = found.now(found.undo().claimed(now.plus(settings.claim())));
        if (underWay.add(key(mine))) {
            if (undos.replace(found, mine.undo(), null)) {
                threads.execute(() -> undo(mine));
            } else {
                underWay.remove(key(mine));
            }
        }
    }

    private static String key(Undos.Open open) {
        return open.tenant() + "/" + open.requestId();
    }

    private void undo(Undos.Open mine) {
        try (MDC.MDCCloseable logged = MDC.putCloseable("requestId", mine.requestId())) {
            List<Undo.Missing> still = stillMissing(mine);
            Instant now = clock.instant();
            Undo undo = mine.undo();
            write(
                    mine,
                    still.isEmpty() || undo.tries() < settings.mostTries()
                            ? undo.tried(still, now.plus(settings.pauseAfter(undo.tries())))
                            : undo.parked(still, now));
        } catch (InterruptedException | RuntimeException trouble) {
            log.warn(
                    "The compensation of {} will be retried once its lease expires: {}",
                    mine.undo().activities(),
                    trouble.toString());
        } finally {
            underWay.remove(key(mine));
        }
    }

    /** Compensates all activities concurrently: an unavailable service must not keep the others from releasing. */
    private List<Undo.Missing> stillMissing(Undos.Open mine) throws InterruptedException {
        Map<String, Future<Optional<Undo.Missing>>> tried = mine.undo().activities().stream()
                .collect(toMap(
                        name -> name,
                        name -> threads.submit(() -> undo(mine, name)),
                        (one, other) -> one,
                        LinkedHashMap::new));
        LinkedHashMap<String, Undo.Missing> still = new LinkedHashMap<>();
        for (Map.Entry<String, Future<Optional<Undo.Missing>>> each : tried.entrySet()) {
            outcome(each.getKey(), each.getValue()).ifPresent(missing -> still.put(missing.activity(), missing));
        }
        return List.copyOf(still.values());
    }

    private Optional<Undo.Missing> undo(Undos.Open mine, String name) {
        try (MDC.MDCCloseable logged = MDC.putCloseable("requestId", mine.requestId())) {
            return activities
                    .reversible(name)
                    .map(activity -> Undoing.undo(mine.tenant(), mine.requestId(), activity))
                    .orElseGet(() -> Optional.of(new Undo.Missing(name, "This activity no longer exists")));
        }
    }

    private static Optional<Undo.Missing> outcome(String name, Future<Optional<Undo.Missing>> tried)
            throws InterruptedException {
        try {
            return tried.get();
        } catch (ExecutionException failed) {
            return Optional.of(new Undo.Missing(name, Undoing.shortened(String.valueOf(failed.getCause()))));
        }
    }

    private void write(Undos.Open seen, Undo next) {
        boolean written = undos.replace(
                seen, next, next.state() == Undo.State.NEEDS_ATTENTION ? needsAttention(seen, next) : null);
        if (!written) {
            log.info(
                    "The compensation of {} of checkout {} was taken over by another process",
                    next.activities(),
                    seen.requestId());
            return;
        }
        switch (next.state()) {
            case DONE -> log.info("{} is compensated, with retry {}", seen.undo().activities(), next.tries());
            case PENDING -> log.info("The compensation of {} will be retried at {}", next.activities(), next.dueAt());
            case NEEDS_ATTENTION ->
                log.error(
                        "{} of checkout {} cannot be compensated; an operator has to intervene",
                        next.activities(),
                        seen.requestId());
        }
    }

    private OutboxEntry needsAttention(Undos.Open open, Undo parked) {
        return events.entry(new CheckoutNeedsAttention(
                open.requestId(),
                open.cartId(),
                open.orderNumber(),
                parked.token(),
                parked.activities(),
                parked.tries(),
                ContextInfo.of(open.tenant()),
                parked.dueAt()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
