package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.mongo.DatabaseErrors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finds attempts whose process died and resumes them, on the node that takes them over first (G6).
 *
 * <p>Each attempt runs on its own thread, so slow services delay no other attempt. An attempt that cannot be decided is found again when its new
 * lease expires. An attempt that cannot even be read is skipped for a while.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class CheckoutRecovery {

    private static final int BATCH = 500;
    private static final int CONCURRENCY = 200;
    private static final Duration RETRY_DELAY = Duration.ofMinutes(1);
    private static final int MAX_DEFERRED = 10_000;

    private final Carts carts;
    private final CheckoutService checkouts;
    private final Clock clock;

    private final AtomicInteger resuming = new AtomicInteger();
    private final Map<Carts.Key, Instant> deferredUntil = new ConcurrentHashMap<>();
    private final LogLimiter failures = new LogLimiter();
    private volatile boolean ending;

    @EventListener(ContextClosedEvent.class)
    void end() {
        ending = true;
    }

    @Scheduled(fixedDelayString = "${suite.checkout.recovery-interval:1s}")
    void resumeInterrupted() {
        try {
            deferredUntil.values().removeIf(until -> until.isBefore(clock.instant()));
            Carts.@Nullable Key last = null;
            List<Carts.Key> found;
            do {
                found = carts.withExpiredLease(clock.instant(), last, BATCH);
                for (Carts.Key key : found) {
                    if (ending || resuming.get() >= CONCURRENCY) {
                        return;
                    }
                    last = key;
                    if (!takeOver(key)) {
                        return;
                    }
                }
            } while (found.size() == BATCH);
        } catch (DataAccessException databaseUnavailable) {
            logUnavailable(databaseUnavailable);
        }
    }

    /**
     * An attempt that cannot be read or taken over must not delay the others.
     *
     * @return false if the database is unavailable; this is not specific to the attempt, so the whole search is repeated
     */
    private boolean takeOver(Carts.Key key) {
        if (deferredUntil.containsKey(key)) {
            return true;
        }
        try {
            carts.find(key.tenant(), key.cartId())
                    .flatMap(Cart::asClaimed)
                    .filter(claimed -> claimed.attempt().leaseUntil().isBefore(clock.instant()))
                    .flatMap(checkouts::takeOver)
                    .ifPresent(this::count);
            return true;
        } catch (RuntimeException failure) {
            if (DatabaseErrors.isUnavailable(failure)) {
                logUnavailable(failure);
                return false;
            }
            log.error("The interrupted checkout of cart {} cannot be resumed", key.cartId(), failure);
            if (deferredUntil.size() < MAX_DEFERRED) {
                deferredUntil.put(key, clock.instant().plus(RETRY_DELAY));
            }
            return true;
        }
    }

    private void logUnavailable(RuntimeException failure) {
        failures.log(
                "search",
                suppressed -> log.warn(
                        "The search for interrupted checkouts failed and will be retried: {}{}",
                        failure.getMessage(),
                        suppressed));
    }

    private void count(CompletableFuture<Attempt> resumed) {
        resuming.incrementAndGet();
        resumed.whenComplete((decided, failed) -> resuming.decrementAndGet());
    }
}
