package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Carts;
import java.time.Clock;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Finds carts whose checkout was left by a dead process and decides them, on whichever node gets there first (G6). */
@Slf4j
@Component
@RequiredArgsConstructor
class CheckoutRecovery {

    private static final int BATCH = 100;

    private final Carts carts;
    private final CheckoutService checkouts;
    private final Clock clock;

    @Scheduled(fixedDelayString = "${suite.checkout.recovery-interval:1s}")
    void decideAbandoned() {
        try {
            List<Cart> abandoned = carts.abandoned(clock.instant(), BATCH);
            abandoned.forEach(this::giveUp);
        } catch (DataAccessException databaseAway) {
            log.warn("Looking for abandoned checkouts failed and will be tried again: {}", databaseAway.getMessage());
        }
    }

    private void giveUp(Cart cart) {
        String requestId = cart.attempts().getLast().requestId();
        try (MDC.MDCCloseable logged = MDC.putCloseable("requestId", requestId)) {
            if (checkouts.giveUp(cart)) {
                log.warn("The checkout of cart {} was left by its process and is rolled back", cart.id());
            }
        }
    }
}
