package io.checkoutsuite.cart.cart;

import java.util.ArrayList;
import java.util.List;

/**
 * A cart that is locked for its last attempt, see {@link Cart#asClaimed} and {@link OpenCart#claim}.
 *
 * @param attempt the last attempt of the cart
 */
public record ClaimedCart(Cart cart, Attempt.Undecided attempt) {

    public ClaimedCart {
        if (!cart.attempts().getLast().equals(attempt)) {
            throw new IllegalArgumentException(attempt.requestId() + " is not the last attempt of cart " + cart.id());
        }
    }

    /** The same version of the cart, which waits for a payment. */
    public ClaimedCart awaiting(Attempt.AwaitingPayment waiting) {
        List<Attempt> attempts = new ArrayList<>(cart.attempts());
        attempts.set(attempts.size() - 1, waiting);
        return new ClaimedCart(
                new Cart(
                        cart.id(),
                        cart.tenant(),
                        cart.version(),
                        waiting.awaited().cartStatus(),
                        cart.content(),
                        attempts,
                        cart.idempotentResponses()),
                waiting);
    }

    /** The next version of the cart: submitted, or open again. */
    public Cart decide(Attempt.Decided decided) {
        CartView after = switch (decided) {
            case Attempt.Completed completed -> onceCompleted();
            case Attempt.RolledBack rolledBack -> onceRolledBack();
        };
        List<Attempt> attempts = new ArrayList<>(cart.attempts());
        attempts.set(attempts.size() - 1, decided);
        return new Cart(
                cart.id(),
                cart.tenant(),
                after.version(),
                after.status(),
                after.content(),
                attempts,
                cart.idempotentResponses());
    }

    /** What the buyer will see once the attempt is completed. */
    public CartView onceCompleted() {
        return next(CartStatus.SUBMITTED);
    }

    /** What the buyer will see once the attempt is rolled back. */
    public CartView onceRolledBack() {
        return next(attempt.claim().formerStatus());
    }

    private CartView next(CartStatus status) {
        return new CartView(cart.id(), cart.version() + 1, status, cart.content());
    }
}
