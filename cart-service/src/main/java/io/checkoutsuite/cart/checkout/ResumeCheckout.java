package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.ClaimedCart;
import java.time.Clock;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Resumes a checkout whose process died, as {@link CheckoutRecovery} does, or one that waits for a payment; returns at once. */
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
                .filter(cart -> cart.attempt(requestId).isPresent())
                .map(cart -> cart.asClaimed()
                        .filter(claimed -> claimed.attempt().requestId().equals(requestId))
                        .map(this::resume)
                        .orElse(Result.DECIDED))
                .orElse(Result.UNKNOWN);
    }

    private Result resume(ClaimedCart claimed) {
        boolean mayResume = claimed.attempt() instanceof Attempt.AwaitingPayment
                || claimed.attempt().leaseUntil().isBefore(clock.instant());
        boolean resumed = mayResume && checkouts.takeOver(claimed).isPresent();
        return resumed ? Result.RESUMED : Result.RUNNING;
    }
}
