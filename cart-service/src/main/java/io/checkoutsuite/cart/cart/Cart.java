package io.checkoutsuite.cart.cart;

import java.util.List;
import java.util.Optional;

/**
 * A cart: its content, and every attempt to check it out.
 *
 * @param version incremented with every change; callers send the version that they last saw
 * @param attempts oldest first; the last one is undecided exactly while the cart is in checkout, see {@link CartStatus#isInCheckout}
 * @param idempotentResponses the responses to earlier requests that had an Idempotency-Key
 */
public record Cart(
        String id,
        String tenant,
        long version,
        CartStatus status,
        CartContent content,
        List<Attempt> attempts,
        List<IdempotentResponse> idempotentResponses) {

    public Cart {
        attempts = List.copyOf(attempts);
        idempotentResponses = List.copyOf(idempotentResponses);
        boolean undecided = !attempts.isEmpty() && attempts.getLast() instanceof Attempt.Undecided;
        if (undecided != status.isInCheckout()) {
            throw new IllegalStateException("Cart " + id + " is " + status + " and its last attempt is "
                    + (undecided ? "undecided" : "decided"));
        }
    }

    public static Cart opened(
            String id,
            String tenant,
            CartStatus status,
            CartContent content,
            List<IdempotentResponse> idempotentResponses) {
        return new Cart(id, tenant, 1, status, content, List.of(), idempotentResponses);
    }

    /** The attempt with this id, decided or not. */
    public Optional<Attempt> attempt(String requestId) {
        return attempts.stream()
                .filter(attempt -> attempt.requestId().equals(requestId))
                .findFirst();
    }

    /** The cart with the commands of an open cart; empty unless it is open. */
    public Optional<OpenCart> asOpen() {
        return status.isOpen() ? Optional.of(new OpenCart(this)) : Optional.empty();
    }

    /** The cart with its undecided attempt; empty unless it is in checkout. */
    public Optional<ClaimedCart> asClaimed() {
        return !attempts.isEmpty() && attempts.getLast() instanceof Attempt.Undecided undecided
                ? Optional.of(new ClaimedCart(this, undecided))
                : Optional.empty();
    }

    public Optional<Attempt> attemptWithKey(String key) {
        return attempts.stream()
                .filter(attempt -> key.equals(attempt.claim().submission().key()))
                .findFirst();
    }

    public Optional<IdempotentResponse> responseTo(String key) {
        return idempotentResponses.stream()
                .filter(response -> response.key().equals(key))
                .findFirst();
    }

    /** The attempt that submitted the cart; empty unless it is submitted. */
    public Optional<Attempt.Completed> completedAttempt() {
        return !attempts.isEmpty() && attempts.getLast() instanceof Attempt.Completed completed
                ? Optional.of(completed)
                : Optional.empty();
    }

    public CartView view() {
        return new CartView(id, version, status, content);
    }

    /** The same version of the cart, with other prices. */
    public Cart repriced(CartContent newContent) {
        return new Cart(id, tenant, version, status, newContent, attempts, idempotentResponses);
    }

    /** The id of the next attempt. It contains the cart's id, so an outcome is found with one read by key. */
    public String nextRequestId() {
        return id + "-" + (attempts.size() + 1);
    }

    /** The id of the cart that this attempt id contains. */
    public static String cartIdOf(String requestId) {
        int dash = requestId.lastIndexOf('-');
        return dash < 0 ? requestId : requestId.substring(0, dash);
    }
}
