package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.messaging.Leases;
import io.checkoutsuite.reservations.Reservations;
import java.time.Duration;
import java.util.function.IntSupplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Returns stock that nobody came back for, on one node at a time (I5). Works for all tenants: a reservation names its own. */
@Slf4j
@Component
@RequiredArgsConstructor
class ReservationSweeps {

    private static final Duration TURN = Duration.ofSeconds(30);
    private static final int BATCH = 500;

    /** Leaves the turn to be renewed, and the scheduler to others, also while very much has run out at once. */
    private static final int BATCHES_PER_RUN = 20;

    private final Reservations reservations;
    private final Leases leases;

    @Scheduled(fixedDelayString = "${suite.inventory.expiry-sweep:1s}")
    void releaseExpired() {
        sweep("inventory/expired", () -> reservations.sweepExpired(BATCH));
    }

    @Scheduled(
            initialDelayString = "${suite.inventory.strays-sweep:30s}",
            fixedDelayString = "${suite.inventory.strays-sweep:30s}")
    void settleStrays() {
        sweep("inventory/strays", () -> reservations.sweepStrays(BATCH));
    }

    private void sweep(String job, IntSupplier batch) {
        try {
            leases.whileHolding(job, TURN, () -> allOf(batch))
                    .filter(swept -> swept > 0)
                    .ifPresent(swept -> log.info("{}: settled {}", job, swept));
        } catch (RuntimeException trouble) {
            log.warn("{} failed and will be tried again", job, trouble);
        }
    }

    private static int allOf(IntSupplier batch) {
        int all = 0;
        for (int round = 0; round < BATCHES_PER_RUN; round++) {
            int swept = batch.getAsInt();
            all += swept;
            if (swept < BATCH) {
                break;
            }
        }
        return all;
    }
}
