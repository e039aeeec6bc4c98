package io.checkoutsuite.cart.purge;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.text.BoundedText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes old carts in batches, on one node at a time. Orders are not affected: the order service keeps them. */
@Slf4j
@Component
@ConditionalOnBooleanProperty("suite.purge.enabled")
@RequiredArgsConstructor
class Purge {

    private static final Duration LEASE = Duration.ofMinutes(10);
    /** At least half of the lease is left when a run begins, so a run ends well within it. */
    private static final Duration MAX_RUN_TIME = Duration.ofMinutes(4);

    private static final int MAX_REASON_LENGTH = 200;

    private final PurgeableCarts purgeableCarts;
    private final Carts carts;
    private final ObjectProvider<PurgeHook> hooks;
    private final Leases leases;
    private final PurgeSettings settings;
    private final Clock clock;
    private final AtomicBoolean running = new AtomicBoolean();

    /** Runs at a fixed rate, because such a task has its own thread: slow hooks must not delay recovery. */
    @Scheduled(fixedRateString = "${suite.purge.interval:1m}")
    void runScheduled() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            int removed = run();
            if (removed > 0) {
                log.info("Removed {} old carts", removed);
            }
        } catch (DataAccessException databaseUnavailable) {
            log.warn("The search for old carts failed and will be retried: {}", databaseUnavailable.getMessage());
        } finally {
            running.set(false);
        }
    }

    /** Handles one batch if this node holds the lease, and returns how many carts were removed. */
    int run() {
        return leases.whileHolding("purge/carts", LEASE, this::batch).orElse(0);
    }

    private int batch() {
        Instant now = clock.instant();
        Instant end = now.plus(MAX_RUN_TIME);
        int removed = 0;
        for (Carts.Key cart : found(now)) {
            if (clock.instant().isAfter(end)) {
                break;
            }
            removed += remove(cart) ? 1 : 0;
        }
        return removed;
    }

    private List<Carts.Key> found(Instant now) {
        List<Carts.Key> found = new ArrayList<>();
        for (CartStatus status : settings.statuses()) {
            int room = settings.batch() - found.size();
            if (room > 0) {
                found.addAll(purgeableCarts.changedOn(days(status, now), status, now, room));
            }
        }
        return found;
    }

    /** The days that ended at least the age ago, latest first. */
    private List<LocalDate> days(CartStatus status, Instant now) {
        LocalDate latest = LocalDate.ofInstant(now.minus(settings.ageOf(status)), ZoneOffset.UTC)
                .minusDays(1);
        return latest.minus(java.time.Period.ofDays((int) settings.lookBack().toDays()))
                .datesUntil(latest.plusDays(1))
                .toList()
                .reversed();
    }

    /** Removes one cart. A cart that cannot even be read does not block the others. */
    private boolean remove(Carts.Key key) {
        try {
            return carts.find(key.tenant(), key.cartId()).filter(this::remove).isPresent();
        } catch (RuntimeException failed) {
            log.warn(
                    "Cart {} could not be removed and will be retried in {}",
                    key.cartId(),
                    settings.retryAfter(),
                    failed);
            purgeableCarts.deferPurge(
                    key,
                    clock.instant().plus(settings.retryAfter()),
                    BoundedText.beginning(MAX_REASON_LENGTH, failed.toString()));
            return false;
        }
    }

    private boolean remove(Cart cart) {
        hooks.orderedStream().forEach(hook -> hook.beforePurge(cart));
        return purgeableCarts.remove(cart);
    }
}
