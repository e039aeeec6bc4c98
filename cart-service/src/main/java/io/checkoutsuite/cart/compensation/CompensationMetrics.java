package io.checkoutsuite.cart.compensation;

import io.checkoutsuite.cart.cart.Compensation;
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
@Component("compensation")
class CompensationMetrics implements HealthIndicator {

    private final Compensations compensations;
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong needsAttention = new AtomicLong();

    CompensationMetrics(Compensations compensations, MeterRegistry meters) {
        this.compensations = compensations;
        meters.gauge("suite.checkout.compensation.pending", pending);
        meters.gauge("suite.checkout.compensation.needs.attention", needsAttention);
    }

    /** Counts periodically instead of whenever the metrics are read. */
    @Scheduled(fixedDelayString = "${suite.checkout.compensation.count-interval:10s}")
    void count() {
        try {
            pending.set(compensations.count(Compensation.State.PENDING));
            needsAttention.set(compensations.count(Compensation.State.NEEDS_ATTENTION));
        } catch (DataAccessException databaseUnavailable) {
            log.debug("The pending compensations could not be counted: {}", databaseUnavailable.getMessage());
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
