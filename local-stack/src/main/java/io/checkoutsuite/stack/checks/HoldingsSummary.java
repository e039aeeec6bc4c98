package io.checkoutsuite.stack.checks;

import java.math.BigDecimal;

/** A short summary of what each service holds for one cart. */
public record HoldingsSummary(String orders, String stock, String offers, String payment) {

    private static final String NONE = "–";

    public static HoldingsSummary of(CartFacts cart) {
        if (cart.attempts().isEmpty()) {
            return new HoldingsSummary(count(cart), NONE, NONE, NONE);
        }
        AttemptFacts last = cart.attempts().getLast();
        return new HoldingsSummary(count(cart), describe(last.reservation()), describe(last.uses()), payment(last));
    }

    private static String count(CartFacts cart) {
        return cart.orders().isEmpty() ? NONE : String.valueOf(cart.orders().size());
    }

    private static String describe(String state) {
        return switch (state) {
            case AttemptFacts.ABSENT -> NONE;
            case "COMMITTED" -> "committed";
            case "RELEASED" -> "released";
            default -> state.toLowerCase(java.util.Locale.ROOT);
        };
    }

    private static String payment(AttemptFacts attempt) {
        BigDecimal held = attempt.held();
        // A refusal before any payment leaves a record in the payment service, so that no late call can authorize
        // anything.
        if (attempt.authorized().signum() == 0) {
            return NONE;
        }
        if (attempt.captured().signum() > 0) {
            return "captured " + attempt.captured().toPlainString();
        }
        String text = attempt.authorization().equals(AttemptFacts.ABSENT)
                ? NONE
                : attempt.authorization().toLowerCase(java.util.Locale.ROOT);
        return held.signum() == 0 ? text : text + " " + held.toPlainString();
    }
}
