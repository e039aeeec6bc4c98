package io.checkoutsuite.cart.history;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.FailureType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selects carts, and attempts of these carts. */
public sealed interface HistoryFilter {

    /** Whether the filter selects this attempt of a selected cart. */
    boolean matches(Attempt attempt);

    /** Carts with these ids, with all their attempts. */
    record OfCarts(List<String> cartIds) implements HistoryFilter {

        public OfCarts {
            cartIds = List.copyOf(cartIds);
        }

        @Override
        public boolean matches(Attempt attempt) {
            return true;
        }
    }

    /** Attempts with these request ids. */
    record OfAttempts(List<String> requestIds) implements HistoryFilter {

        public OfAttempts {
            requestIds = List.copyOf(requestIds);
        }

        @Override
        public boolean matches(Attempt attempt) {
            return requestIds.contains(attempt.requestId());
        }
    }

    /** The cart with this id, or else the attempt with this request id, or else the attempts with this order number. */
    record OfAnyId(String id) implements HistoryFilter {
        @Override
        public boolean matches(Attempt attempt) {
            return id.equals(Cart.cartIdOf(attempt.requestId()))
                    || id.equals(attempt.requestId())
                    || id.equals(attempt.orderNumber());
        }
    }

    /** Carts with an undecided attempt, a pending event or an open compensation, with all their attempts. */
    record Unfinished() implements HistoryFilter {
        @Override
        public boolean matches(Attempt attempt) {
            return true;
        }
    }

    /**
     * Attempts that meet all conditions that are not null; without a condition, all attempts. Only decided attempts meet a condition on the decision.
     *
     * @param decidedFrom decided at this time or later
     * @param decidedTo decided before this time
     */
    record Conditions(
            @Nullable String cartId,
            @Nullable String requestId,
            @Nullable String orderNumber,
            @Nullable Instant decidedFrom,
            @Nullable Instant decidedTo,
            Attempt.@Nullable Outcome outcome,
            @Nullable FailureType failureType)
            implements HistoryFilter {

        /** Whether a condition concerns the decision. */
        public boolean isOnDecision() {
            return decidedFrom != null || decidedTo != null || outcome != null || failureType != null;
        }

        @Override
        public boolean matches(Attempt attempt) {
            return (cartId == null || cartId.equals(Cart.cartIdOf(attempt.requestId())))
                    && (requestId == null || requestId.equals(attempt.requestId()))
                    && (orderNumber == null || orderNumber.equals(attempt.orderNumber()))
                    && (!isOnDecision() || (attempt instanceof Attempt.Decided decided && meetsDecision(decided)));
        }

        private boolean meetsDecision(Attempt.Decided attempt) {
            return (decidedFrom == null || !attempt.decidedAt().isBefore(decidedFrom))
                    && (decidedTo == null || attempt.decidedAt().isBefore(decidedTo))
                    && (outcome == null || outcome == attempt.outcome())
                    && (failureType == null
                            || (attempt instanceof Attempt.RolledBack rolledBack
                                    && rolledBack.failure().type() == failureType));
        }
    }
}
