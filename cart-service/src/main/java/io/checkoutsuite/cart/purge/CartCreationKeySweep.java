package io.checkoutsuite.cart.purge;

import io.checkoutsuite.cart.cart.CartCreationKeys;
import java.time.Clock;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes cart creation keys some time after their validity has ended. Any node may do this, and concurrent runs are harmless. */
@Slf4j
@Component
@RequiredArgsConstructor
class CartCreationKeySweep {

    private static final int BATCH = 1_000;

    private final CartCreationKeys keys;
    private final Clock clock;

    @Scheduled(
            fixedDelayString = "${suite.purge.keys-interval:10m}",
            initialDelayString = "${suite.purge.keys-interval:10m}")
    void sweep() {
        try {
            int deleted;
            do {
                deleted = keys.deleteOlderThan(clock.instant().minus(CartCreationKeys.VALIDITY.multipliedBy(2)), BATCH);
            } while (deleted == BATCH);
        } catch (DataAccessException databaseUnavailable) {
            log.warn(
                    "Old cart creation keys could not be deleted and will be retried: {}",
                    databaseUnavailable.getMessage());
        }
    }
}
