package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Undo;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The number of pending compensations, as metrics and as a detail of the health status, which it does not affect. */
@Slf4j
@Component("undo")
class UndoCounts implements HealthIndicator {

    private final Undos undos;
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong needsAttention = new AtomicLong();

    UndoCounts(Undos undos, MeterRegistry meters) {
        this.undos = undos;
        meters.gauge("suite.checkout.undo.pending", pending);
        meters.gauge("suite.checkout.undo.needs.attention", needsAttention);
    }

    /** Counts periodically instead of whenever the metrics are read. */
    @Scheduled(fixedDelayString = "${suite.checkout.undo.count-interval:10s}")
    void count() {
        try {
            pending.set(undos.count(Undo.State.PENDING));
            needsAttention.set(undos.count(Undo.State.NEEDS_ATTENTION));
        } catch (DataAccessException databaseAway) {
            log.debug("The pending compensations could not be counted: {}", databaseAway.getMessage());
        }
    }

    @Override
    public Health health() {
        return Health.up()
                .withDetail("pending", pending.get())
                .withDetail("needsAttention", needsAttention.get())
                .build();
    }
}
