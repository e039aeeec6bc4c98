package io.checkoutsuite.offer.usage;

import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.reservations.Reservations;
import io.checkoutsuite.reservations.SweepResult;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import lombok.extern.slf4j.Slf4j;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Settles offer uses whose lease expired, on one node at a time, for all tenants. */
@Slf4j
@Component
class UseSweeps {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int BATCH = 500;

    /** Limits a run, so that the lease is renewed and the scheduler serves other jobs even if very many leases expire at once. */
    private static final int BATCHES_PER_RUN = 20;

    private final Reservations reservations;
    private final Leases leases;
    private final MeterRegistry meters;

    UseSweeps(Reservations reservations, Leases leases, MeterRegistry meters) {
        this.reservations = reservations;
        this.leases = leases;
        this.meters = meters;
        Gauge.builder("suite.holds.outcomes.unavailable", reservations, Reservations::tenantsWithoutOutcomes)
                .description("tenants whose checkout outcomes are unavailable; their expired leases are not settled")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${suite.offer.expiry-sweep:1s}")
    void settleExpired() {
        sweep("offer/expired", this::expired);
    }

    @Scheduled(
            initialDelayString = "${suite.offer.orphan-sweep:30s}",
            fixedDelayString = "${suite.offer.orphan-sweep:30s}")
    void settleOrphans() {
        sweep("offer/orphans", this::orphans);
    }

    private void sweep(String job, Runnable run) {
        try {
            leases.whileHolding(job, LEASE, () -> {
                run.run();
                return true;
            });
        } catch (RuntimeException failure) {
            log.warn("{} failed and will be retried", job, failure);
        }
    }

    private void expired() {
        int committed = 0;
        int extended = 0;
        int released = 0;
        for (int round = 0; round < BATCHES_PER_RUN; round++) {
            SweepResult swept = reservations.settleExpired(BATCH);
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
                    "Of the offer uses past their lease, {} were committed, {} extended, {} released",
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
            int swept = reservations.settleOrphans(BATCH);
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
