package io.checkoutsuite.cart.checkout;

/** How far a checkout has to be for those who wait for it (feature row W9). */
public enum Stage {
    /** An order exists for certain, or for certain it does not. */
    DECIDED,
    /** The order can be read at the order service; a failed checkout makes none and is as far as it gets once decided. */
    ORDER_CREATED,
    /** Every service has made its share final, or has given it back. */
    ALL_APPLIED;

    boolean isReachedBy(CheckoutState state) {
        return switch (state) {
            case CheckoutState.Completed done ->
                switch (this) {
                    case DECIDED -> true;
                    case ORDER_CREATED -> Boolean.TRUE.equals(done.applied().get("order"));
                    case ALL_APPLIED -> !done.applied().containsValue(false);
                };
            case CheckoutState.RolledBack back ->
                this != ALL_APPLIED || !back.applied().containsValue(false);
            case CheckoutState.Running running -> false;
            case CheckoutState.OutcomeUnknown unknown -> false;
        };
    }
}
