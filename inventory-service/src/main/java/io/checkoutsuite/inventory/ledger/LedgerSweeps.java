package io.checkoutsuite.inventory.ledger;

import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.reservations.ledger.Ledger;
import java.time.Duration;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Records the changes of stock that a process made but could not record before it died. Runs on one node at a time. */
@Slf4j
@Component
@RequiredArgsConstructor
class LedgerSweeps {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int BATCH = 500;

    private final Ledger ledger;
    private final Leases leases;
    private final LogLimiter failures = new LogLimiter();

    @Scheduled(fixedDelayString = "${suite.inventory.ledger-sweep:10s}")
    void recordPending() {
        try {
            leases.whileHolding("inventory/ledger", LEASE, () -> ledger.recordPending(BATCH))
                    .filter(recorded -> recorded > 0)
                    .ifPresent(recorded -> log.info("Recorded {} pending changes of stock", recorded));
        } catch (RuntimeException failure) {
            failures.log(
                    "sweep",
                    suppressed -> log.warn(
                            "Pending changes of stock could not be recorded and will be retried{}",
                            suppressed,
                            failure));
        }
    }
}
