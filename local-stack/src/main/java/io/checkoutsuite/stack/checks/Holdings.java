package io.checkoutsuite.stack.checks;

import java.math.BigDecimal;

/** A short summary of what each service holds for one cart. */
public record Holdings(String orders, String stock, String offers, String payment) {

    private static final String NOTHING = "–";

    public static Holdings of(CartFacts cart) {
        if (cart.attempts().isEmpty()) {
            return new Holdings(count(cart), NOTHING, NOTHING, NOTHING);
        }
        AttemptFacts last = cart.attempts().getLast();
        return new Holdings(count(cart), word(last.reservation()), word(last.uses()), payment(last));
    }

    private static String count(CartFacts cart) {
        return cart.orders().isEmpty() ? NOTHING : String.valueOf(cart.orders().size());
    }

    private static String word(String state) {
        return switch (state) {
            case AttemptFacts.ABSENT -> NOTHING;
            case "KEPT", "COMMITTED" -> "kept";
            case "RELEASED" -> "given back";
            default -> state.toLowerCase(java.util.Locale.ROOT);
        };
    }

    private static String payment(AttemptFacts attempt) {
        BigDecimal held = attempt.held();
        // A refusal before any payment leaves a record in the payment service, so that no late call can authorize
        // anything.
        if (attempt.authorized().signum() == 0) {
            return NOTHING;
        }
        String word = attempt.authorization().equals(AttemptFacts.ABSENT)
                ? NOTHING
                : attempt.authorization().toLowerCase(java.util.Locale.ROOT);
        return held.signum() == 0 ? word : word + " " + held.toPlainString();
    }
}
