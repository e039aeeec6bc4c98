package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Carts;
import java.time.Clock;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finds carts whose checkout was left by a dead process and decides them, on whichever node gets there first (G6).
 *
 * <p>Only decides, which is a read and a write: undoing may take long where a service is away, and is left to {@link UndoRetries}.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class CheckoutRecovery {

    private static final int BATCH = 500;

    private final Carts carts;
    private final CheckoutService checkouts;
    private final Clock clock;

    @Scheduled(fixedDelayString = "${suite.checkout.recovery-interval:1s}")
    void decideAbandoned() {
        try {
            List<Carts.Key> found;
            long decided;
            do {
                found = carts.abandoned(clock.instant(), BATCH);
                decided = found.stream().filter(this::giveUp).count();
            } while (found.size() == BATCH && decided > 0);
        } catch (DataAccessException databaseAway) {
            log.warn("Looking for abandoned checkouts failed and will be tried again: {}", databaseAway.getMessage());
        }
    }

    /** One that cannot be decided must not keep the others waiting. */
    private boolean giveUp(Carts.Key key) {
        try {
            return carts.find(key.tenant(), key.cartId())
                    .filter(cart -> cart.running()
                            .filter(attempt -> attempt.leaseUntil().isBefore(clock.instant()))
                            .isPresent())
                    .map(cart -> {
                        String requestId = cart.attempts().getLast().requestId();
                        try (MDC.MDCCloseable logged = MDC.putCloseable("requestId", requestId)) {
                            boolean mine = checkouts.giveUp(cart);
                            if (mine) {
                                log.warn(
                                        "The checkout of cart {} was left by its process, it is rolled back",
                                        cart.id());
                            }
                            return mine;
                        }
                    })
                    .orElse(false);
        } catch (RuntimeException undecided) {
            log.error("The abandoned checkout of cart {} cannot be decided", key.cartId(), undecided);
            return false;
        }
    }
}
