package io.checkoutsuite.order.order;

import io.checkoutsuite.mongo.Leases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Purges old records of failed orders, one batch per run, on one node at a time. A record whose money is still held is retained, flagged
 * and skipped for a while, so that it does not block others.
 */
@Slf4j
@Component
@ConditionalOnProperty("suite.order.failed-order-purge.enabled")
@RequiredArgsConstructor
class PurgeFailedOrders {

    private static final String JOB = "failed-order-purge";
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final FailedOrders failedOrders;
    private final HeldFunds heldFunds;
    private final FailedOrderPurgeSettings settings;
    private final Leases leases;
    private final Clock clock;

    @Scheduled(fixedDelayString = "${suite.order.failed-order-purge.interval:1h}")
    void purge() {
        try {
            leases.whileHolding(JOB, LEASE, this::purgeBatch).ifPresent(purged -> {
                if (purged > 0) {
                    log.info("Purged {} records of failed orders", purged);
                }
            });
        } catch (RuntimeException failure) {
            log.warn("The purge of failed orders failed and will be retried", failure);
        }
    }

    /** Returns the number of purged records. */
    int purgeBatch() {
        Instant now = clock.instant();
        List<FailedOrder> due = failedOrders.due(now.minus(settings.age()), now, settings.batch());
        return (int) due.stream().filter(failed -> purgeOrRetain(failed, now)).count();
    }

    private boolean purgeOrRetain(FailedOrder failed, Instant now) {
        Optional<String> held = heldFunds.of(failed.tenant(), failed.requestId());
        if (held.isEmpty()) {
            failedOrders.purge(failed.tenant(), failed.requestId(), failed.cartId());
            return true;
        }
        log.warn("The record of failed order {} is retained: {}", failed.requestId(), held.get());
        failedOrders.retain(
                failed.tenant(),
                failed.requestId(),
                failed.retention().retain(held.get(), now, now.plus(settings.recheckAfter())));
        return false;
    }
}
