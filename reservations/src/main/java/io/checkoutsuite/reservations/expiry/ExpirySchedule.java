package io.checkoutsuite.reservations.expiry;

import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.mongo.Leases;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import lombok.extern.slf4j.Slf4j;
import org.springframework.context.annotation.Lazy;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Settles expired holds on one node at a time. Works for all tenants, because each request names its tenant. */
@Slf4j
@Component
@Lazy(false)
class ExpirySchedule {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int BATCH = 500;

    /** Limits a run, so that the lease is renewed and the scheduler serves other jobs even if very many leases expire at once. */
    private static final int BATCHES_PER_RUN = 20;

    private final ExpirySweep sweep;
    private final Leases leases;
    private final MeterRegistry meters;
    private final LogLimiter failures = new LogLimiter();

    ExpirySchedule(ExpirySweep sweep, Leases leases, MeterRegistry meters) {
        this.sweep = sweep;
        this.leases = leases;
        this.meters = meters;
        Gauge.builder("suite.holds.outcomes.unavailable", sweep, ExpirySweep::tenantsWithoutOutcomes)
                .description("tenants whose checkout outcomes are unavailable; their expired leases are not settled")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${suite.holds.expiry-sweep:1s}")
    void settleExpired() {
        run("holds/expired", this::expired);
    }

    @Scheduled(
            initialDelayString = "${suite.holds.orphan-sweep:30s}",
            fixedDelayString = "${suite.holds.orphan-sweep:30s}")
    void settleOrphans() {
        run("holds/orphans", this::orphans);
    }

    private void run(String job, Runnable work) {
        try {
            leases.whileHolding(job, LEASE, () -> {
                work.run();
                return true;
            });
        } catch (RuntimeException failure) {
            failures.log(job, suppressed -> log.warn("{} failed and will be retried{}", job, suppressed, failure));
        }
    }

    private void expired() {
        int committed = 0;
        int extended = 0;
        int released = 0;
        for (int round = 0; round < BATCHES_PER_RUN; round++) {
            SweepResult swept = sweep.settleExpired(BATCH);
            committed += swept.committed();
            extended += swept.extended();
            released += swept.released();
            if (!swept.more()) {
                break;
            }
        }
        settled("committed", committed);
        settled("extended", extended);
        settled("released", released);
        if (committed + released > 0) {
            log.info(
                    "Of the requests past their lease, {} were committed, {} extended, {} released",
                    committed,
                    extended,
                    released);
        }
    }

    private void settled(String how, int requests) {
        meters.counter("suite.holds.settled", "how", how).increment(requests);
    }

    private void orphans() {
        int all = 0;
        for (int round = 0; round < BATCHES_PER_RUN; round++) {
            int swept = sweep.settleOrphans(BATCH);
            all += swept;
            if (swept < BATCH) {
                break;
            }
        }
        if (all > 0) {
            log.info("Settled {} holds that dead processes had left", all);
        }
    }
}
