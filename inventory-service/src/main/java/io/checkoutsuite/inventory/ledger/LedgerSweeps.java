package io.checkoutsuite.inventory.ledger;

import io.checkoutsuite.messaging.Leases;
import io.checkoutsuite.reservations.Ledger;
import java.time.Duration;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Records the changes of stock that a process made and died before recording, on one node at a time. */
@Slf4j
@Component
@RequiredArgsConstructor
class LedgerSweeps {

    private static final Duration TURN = Duration.ofSeconds(30);
    private static final int BATCH = 500;

    private final Ledger ledger;
    private final Leases leases;

    @Scheduled(fixedDelayString = "${suite.inventory.ledger-sweep:10s}")
    void recordOwed() {
        try {
            leases.whileHolding("inventory/ledger", TURN, () -> ledger.recordOwed(BATCH))
                    .filter(recorded -> recorded > 0)
                    .ifPresent(recorded -> log.info("Recorded {} changes of stock that were owed", recorded));
        } catch (RuntimeException trouble) {
            log.warn("Changes of stock are still owed to the ledger", trouble);
        }
    }
}
