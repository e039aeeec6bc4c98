package io.checkoutsuite.cart.cart;

import org.jspecify.annotations.Nullable;

/**
 * A code that the buyer entered.
 *
 * @param status APPLIED, or why it takes nothing off at present
 */
public record AppliedCode(
        String code, String status, @Nullable String reason) {

    public static final String APPLIED = "APPLIED";

    /** False if nobody has given out such a code. */
    public boolean exists() {
        return !status.equals("UNKNOWN");
    }

    public boolean takesEffect() {
        return status.equals(APPLIED);
    }
}
