package io.checkoutsuite.cart.purge;

import io.checkoutsuite.cart.cart.CartKeys;
import java.time.Clock;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets the keys of created carts some time after they have lost their meaning; any node may, and two at once do no harm. */
@Slf4j
@Component
@RequiredArgsConstructor
class ForgetCartKeys {

    private static final int BATCH = 1_000;

    private final CartKeys keys;
    private final Clock clock;

    @Scheduled(
            fixedDelayString = "${suite.purge.keys-interval:10m}",
            initialDelayString = "${suite.purge.keys-interval:10m}")
    void forgetOld() {
        try {
            int forgotten;
            do {
                forgotten = keys.forget(clock.instant().minus(CartKeys.VALID.multipliedBy(2)), BATCH);
            } while (forgotten == BATCH);
        } catch (DataAccessException databaseUnavailable) {
            log.warn("Old keys are not forgotten yet: {}", databaseUnavailable.getMessage());
        }
    }
}
