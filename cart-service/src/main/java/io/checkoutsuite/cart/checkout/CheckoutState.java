package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.AttemptFailure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be said of an attempt at any moment; always something definite (G6). */
public sealed interface CheckoutState {

    String requestId();

    /** @param activity null if another process runs it */
    record Running(String requestId, @Nullable String activity) implements CheckoutState {}

    /** @param applied which services have made their share of it final */
    record Completed(String requestId, String orderNumber, Map<String, Boolean> applied) implements CheckoutState {}

    /**
     * @param applied which services have given back their share of it
     * @param undoPending activities that are tried again to be undone
     * @param needsAttention activities that could not be undone however often they were tried; an operator has to look
     */
    record RolledBack(
            String requestId,
            @Nullable AttemptFailure failure,
            Map<String, Boolean> applied,
            List<String> undoPending,
            List<String> needsAttention)
            implements CheckoutState {}

    /** Its process is gone and nobody has decided it yet; soon somebody will have. */
    record OutcomeUnknown(String requestId, int askAgainInSeconds) implements CheckoutState {}

    /** Whether nothing will change any more. */
    default boolean isSettled() {
        return switch (this) {
            case Completed completed -> !completed.applied().containsValue(false);
            case RolledBack back ->
                !back.applied().containsValue(false) && back.undoPending().isEmpty();
            case Running running -> false;
            case OutcomeUnknown unknown -> false;
        };
    }
}
