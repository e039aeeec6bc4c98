package io.checkoutsuite.cart.checkout;

/** A stage of a checkout that callers can wait for. */
public enum WaitStage {
    /** It is certain whether an order exists. */
    DECIDED,
    /** The order can be read from the order service. A failed checkout creates no order and reaches this stage once it is decided. */
    ORDER_CREATED,
    /** Every service has committed or released its share. */
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
            case CheckoutState.AwaitingPayment awaiting -> false;
            case CheckoutState.OutcomeUnknown unknown -> false;
        };
    }
}
