package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Carts;
import java.time.Clock;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Resumes a checkout whose process died, as {@link CheckoutRecovery} does, without waiting for it. */
@Service
@RequiredArgsConstructor
public class ResumeCheckout {

    private final Carts carts;
    private final CheckoutService checkouts;
    private final Clock clock;

    /** What became of the request. */
    public enum Result {
        /** This process runs the checkout now. */
        RESUMED,
        /** There is no such checkout. */
        UNKNOWN,
        DECIDED,
        /** Another process has the lease of the checkout. */
        RUNNING
    }

    public Result resume(String tenant, String requestId) {
        return carts.find(tenant, Cart.cartIdOf(requestId))
                .flatMap(cart -> cart.attempt(requestId).map(attempt -> resume(cart, attempt)))
                .orElse(Result.UNKNOWN);
    }

    private Result resume(Cart cart, Attempt attempt) {
        if (attempt.isDecided()) {
            return Result.DECIDED;
        }
        boolean resumed = attempt.leaseUntil().isBefore(clock.instant())
                && checkouts.takeOver(cart).isPresent();
        return resumed ? Result.RESUMED : Result.RUNNING;
    }
}
