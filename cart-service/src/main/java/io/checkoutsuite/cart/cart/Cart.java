package io.checkoutsuite.cart.cart;

import java.util.List;
import java.util.Optional;

/**
 * A cart: what the buyer put together, and every attempt to check it out.
 *
 * @param version grows with every change; callers name the one that they saw
 * @param attempts oldest first; the last one is undecided exactly while the status is SUBMISSION_IN_PROGRESS
 * @param answers what was answered to earlier requests that carried an Idempotency-Key
 */
public record Cart(
        String id,
        String tenant,
        long version,
        CartStatus status,
        CartContent content,
        List<Attempt> attempts,
        List<KeyedAnswer> answers) {

    public Cart {
        attempts = List.copyOf(attempts);
        answers = List.copyOf(answers);
        boolean undecided = !attempts.isEmpty() && !attempts.getLast().isDecided();
        if (undecided != (status == CartStatus.SUBMISSION_IN_PROGRESS)) {
            throw new IllegalStateException("Cart " + id + " is " + status + " and its last attempt is "
                    + (undecided ? "undecided" : "decided"));
        }
    }

    public static Cart opened(
            String id, String tenant, CartStatus status, CartContent content, List<KeyedAnswer> answers) {
        return new Cart(id, tenant, 1, status, content, List.of(), answers);
    }

    /** The attempt of this id, decided or not. */
    public Optional<Attempt> attempt(String requestId) {
        return attempts.stream()
                .filter(attempt -> attempt.requestId().equals(requestId))
                .findFirst();
    }

    /** The attempt that is running, if one is. */
    public Optional<Attempt> running() {
        return status == CartStatus.SUBMISSION_IN_PROGRESS ? Optional.of(attempts.getLast()) : Optional.empty();
    }

    public Optional<Attempt> attemptWithKey(String key) {
        return attempts.stream().filter(attempt -> key.equals(attempt.key())).findFirst();
    }

    public Optional<KeyedAnswer> answerTo(String key) {
        return answers.stream().filter(answer -> answer.key().equals(key)).findFirst();
    }

    /** The cart after its next change of content. */
    public Cart changedTo(CartContent newContent) {
        return new Cart(id, tenant, version + 1, status, newContent, attempts, answers);
    }

    /** The cart of this version at other prices. */
    public Cart repriced(CartContent newContent) {
        return new Cart(id, tenant, version, status, newContent, attempts, answers);
    }

    /** The id of the next attempt: it names the cart, so that asking for an outcome is one read by key. */
    public String nextRequestId() {
        return id + "-" + (attempts.size() + 1);
    }

    /** The cart that an attempt's id names. */
    public static String cartIdOf(String requestId) {
        int dash = requestId.lastIndexOf('-');
        return dash < 0 ? requestId : requestId.substring(0, dash);
    }
}
