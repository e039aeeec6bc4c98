package io.checkoutsuite.cart.cart;

import org.jspecify.annotations.Nullable;

/**
 * A code that the buyer entered.
 *
 * @param status APPLIED, or the reason why the code currently gives no discount
 */
public record EnteredCode(
        String code, String status, @Nullable String reason) {

    public static final String APPLIED = "APPLIED";

    /** Returns false if no such code exists. */
    public boolean exists() {
        return !status.equals("UNKNOWN");
    }

    public boolean takesEffect() {
        return status.equals(APPLIED);
    }
}
