package io.checkoutsuite.payment.stripe;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Why Stripe refused a request, in Stripe's codes. Its messages are not read: they may repeat what the buyer or the issuer said.
 *
 * @param type for instance {@code card_error}; empty if there is none
 * @param code for instance {@code card_declined}; empty if there is none
 * @param declineCode for instance {@code insufficient_funds}; empty if there is none
 * @param parameter the parameter of the request that was refused; empty if there is none
 */
record StripeError(String type, String code, String declineCode, String parameter) {

    private static final Pattern CODE = Pattern.compile("[a-z0-9_\\[\\]]{1,64}");

    static StripeError of(JsonNode error) {
        return new StripeError(
                code(error, "type"), code(error, "code"), code(error, "decline_code"), code(error, "param"));
    }

    private static String code(JsonNode error, String name) {
        JsonNode value = error.path(name);
        return value.isString() && CODE.matcher(value.stringValue()).matches() ? value.stringValue() : "";
    }

    boolean isCardError() {
        return type.equals("card_error");
    }

    /** Whether the idempotency key was used for a request with other parameters. */
    boolean isIdempotencyError() {
        return type.equals("idempotency_error");
    }

    /** Whether the object is not in a state that allows the request, for instance because another request was faster. */
    boolean isUnexpectedState() {
        return code.endsWith("_unexpected_state");
    }

    /** The code that says most about a decline; empty if it was none. */
    Optional<String> decline() {
        if (code.equals(StripeDecline.NOT_CONFIRMED)) {
            return Optional.of(code);
        }
        if (!isCardError()) {
            return Optional.empty();
        }
        String known = declineCode.isEmpty() ? code : declineCode;
        return Optional.of(known.isEmpty() ? StripeDecline.UNKNOWN : known);
    }

    /** For logs and reasons. */
    @Override
    public String toString() {
        String known = code.isEmpty() ? type : code;
        return known.isEmpty() ? "no code" : known + (parameter.isEmpty() ? "" : " (" + parameter + ")");
    }
}
