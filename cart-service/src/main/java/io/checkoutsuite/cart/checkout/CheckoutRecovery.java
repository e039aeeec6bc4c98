package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Carts;
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
 * Finds attempts whose process is gone and resumes them, on whichever node gets there first (G6).
 *
 * <p>Each runs on a thread of its own, so that one whose services are slow holds up no other. An attempt that cannot be decided is found
 * again when its new lease ends, and one that cannot even be read is left alone for a while.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class CheckoutRecovery {

    private static final int BATCH = 500;
    private static final int AT_ONCE = 200;
    private static final Duration AFTER_TROUBLE = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final Carts carts;
    private final CheckoutService checkouts;
    private final Clock clock;

    private final AtomicInteger resuming = new AtomicInteger();
    private final Map<Carts.Key, Instant> leftAloneUntil = new ConcurrentHashMap<>();
    private volatile boolean ending;

    @EventListener(ContextClosedEvent.class)
    void end() {
        ending = true;
    }

    @Scheduled(fixedDelayString = "${suite.checkout.recovery-interval:1s}")
    void resumeAbandoned() {
        try {
            leftAloneUntil.values().removeIf(until -> until.isBefore(clock.instant()));
            Carts.@Nullable Key last = null;
            List<Carts.Key> found;
            do {
                found = carts.abandoned(clock.instant(), last, BATCH);
                for (Carts.Key key : found) {
                    if (ending || resuming.get() >= AT_ONCE) {
                        return;
                    }
                    last = key;
                    if (!takeOver(key)) {
                        return;
                    }
                }
            } while (found.size() == BATCH);
        } catch (DataAccessException databaseUnavailable) {
            log.warn(
                    "Looking for abandoned checkouts failed and will be tried again: {}",
                    databaseUnavailable.getMessage());
        }
    }

    /**
     * One that cannot be read or taken over must not keep the others waiting.
     *
     * @return false if the database is unavailable, which says nothing about this one: all are looked for again
     */
    private boolean takeOver(Carts.Key key) {
        if (leftAloneUntil.containsKey(key)) {
            return true;
        }
        try {
            carts.find(key.tenant(), key.cartId())
                    .filter(cart -> cart.running()
                            .filter(attempt -> attempt.leaseUntil().isBefore(clock.instant()))
                            .isPresent())
                    .flatMap(checkouts::takeOver)
                    .ifPresent(this::count);
            return true;
        } catch (RuntimeException trouble) {
            if (DatabaseErrors.isUnavailable(trouble)) {
                log.warn("Abandoned checkouts will be looked for again: {}", trouble.getMessage());
                return false;
            }
            log.error("The abandoned checkout of cart {} cannot be resumed", key.cartId(), trouble);
            if (leftAloneUntil.size() < MOST_REMEMBERED) {
                leftAloneUntil.put(key, clock.instant().plus(AFTER_TROUBLE));
            }
            return true;
        }
    }

    private void count(CompletableFuture<Attempt> resumed) {
        resuming.incrementAndGet();
        resumed.whenComplete((decided, failed) -> resuming.decrementAndGet());
    }
}
