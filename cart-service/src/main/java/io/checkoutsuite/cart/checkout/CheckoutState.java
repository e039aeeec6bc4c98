package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.AwaitedPayment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of an attempt. Every attempt has a definite state at any moment (G6). */
public sealed interface CheckoutState {

    String requestId();

    /** @param activity null if another process runs it */
    record Running(String requestId, @Nullable String activity) implements CheckoutState {}

    /** A payment waits for its buyer or its gateway. */
    record AwaitingPayment(String requestId, AwaitedPayment awaited) implements CheckoutState {}

    /** @param applied which services have committed their share */
    record Completed(String requestId, String orderNumber, Map<String, Boolean> applied) implements CheckoutState {}

    /**
     * @param applied which services have released their share
     * @param compensationPending activities whose compensation is being retried
     * @param needsAttention activities that could not be compensated with any retry; an operator has to intervene
     */
    record RolledBack(
            String requestId,
            AttemptFailure failure,
            Map<String, Boolean> applied,
            List<String> compensationPending,
            List<String> needsAttention)
            implements CheckoutState {}

    /** The process of the attempt died and the attempt is undecided; another process will decide it soon. */
    record OutcomeUnknown(String requestId, int retryAfterSeconds) implements CheckoutState {}

    /** Whether the state will not change any more. */
    default boolean isSettled() {
        return switch (this) {
            case Completed completed -> !completed.applied().containsValue(false);
            case RolledBack back ->
                !back.applied().containsValue(false)
                        && back.compensationPending().isEmpty();
            case Running running -> false;
            case AwaitingPayment awaiting -> false;
            case OutcomeUnknown unknown -> false;
        };
    }
}
