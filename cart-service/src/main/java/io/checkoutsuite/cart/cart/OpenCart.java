package io.checkoutsuite.cart.cart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A cart whose content may be changed and that may be submitted, see {@link Cart#asOpen}. */
public record OpenCart(Cart cart) {

    public OpenCart {
        if (!cart.status().isOpen()) {
            throw new IllegalArgumentException("Cart " + cart.id() + " is " + cart.status());
        }
    }

    /** The next version of the cart, with this content. */
    public Cart change(CartContent content) {
        return new Cart(
                cart.id(),
                cart.tenant(),
                cart.version() + 1,
                cart.status(),
                content,
                cart.attempts(),
                cart.idempotentResponses());
    }

    /**
     * The next version of the cart, locked for a new attempt.
     *
     * @param atCurrentPrices the content at the prices of this checkout
     */
    public ClaimedCart claim(
            CartContent atCurrentPrices,
            Submission submission,
            String orderNumber,
            Instant startedAt,
            Instant leaseUntil) {
        Claim claim = new Claim(cart.nextRequestId(), orderNumber, cart.status(), submission, startedAt);
        Attempt.Running attempt = Attempt.begun(claim, leaseUntil);
        List<Attempt> attempts = new ArrayList<>(cart.attempts());
        attempts.add(attempt);
        Cart claimed = new Cart(
                cart.id(),
                cart.tenant(),
                cart.version() + 1,
                CartStatus.SUBMISSION_IN_PROGRESS,
                atCurrentPrices,
                attempts,
                cart.idempotentResponses());
        return new ClaimedCart(claimed, attempt);
    }
}
