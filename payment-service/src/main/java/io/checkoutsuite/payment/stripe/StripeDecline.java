package io.checkoutsuite.payment.stripe;

import io.checkoutsuite.payment.gateway.DeclineType;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse.Declined;
import java.util.Set;

/**
 * What a decline code means for the buyer. The messages do not tell a thief why a card was declined.
 *
 * @see <a href="https://docs.stripe.com/declines/codes">Stripe's list of decline codes</a>
 */
final class StripeDecline {

    /** Stripe gave no code. */
    static final String UNKNOWN = "unknown";

    /** The payment method does not exist, cannot be used again, or is none for cards. */
    static final String INVALID_PAYMENT_METHOD = "invalid_payment_method";

    /** The amount is too small or too large, or Stripe does not process the currency. */
    static final String INVALID_AMOUNT = "invalid_amount";

    /** The issuer wants to authenticate the buyer, and Stripe has not begun that by itself. */
    private static final String AUTHENTICATION_REQUIRED = "authentication_required";

    /** The buyer was asked to confirm the payment, and has refused or failed. */
    static final String NOT_CONFIRMED = "payment_intent_authentication_failure";

    /** Another try with the same payment method is pointless or not allowed. All other codes, also new ones, are soft. */
    private static final Set<String> HARD = Set.of(
            "card_not_supported",
            "currency_not_supported",
            "do_not_try_again",
            "expired_card",
            "fraudulent",
            "highest_risk_level",
            "incorrect_number",
            "invalid_account",
            INVALID_AMOUNT,
            "invalid_expiry_month",
            "invalid_expiry_year",
            "invalid_number",
            INVALID_PAYMENT_METHOD,
            "live_mode_test_card",
            "lost_card",
            "merchant_blacklist",
            "new_account_information_available",
            "no_action_taken",
            "not_permitted",
            "pickup_card",
            "restricted_card",
            "revocation_of_all_authorizations",
            "revocation_of_authorization",
            "security_violation",
            "service_not_allowed",
            "stolen_card",
            "stop_payment_order",
            "test_mode_live_card",
            "testmode_decline",
            "transaction_not_allowed");

    /** The buyer has entered something wrong. */
    private static final Set<String> WRONG_DETAILS = Set.of(
            "incorrect_address", "incorrect_cvc", "incorrect_pin", "incorrect_zip", "invalid_cvc", "invalid_pin");

    private StripeDecline() {}

    static Declined of(String code) {
        if (HARD.contains(code)) {
            return new Declined(DeclineType.HARD, "The payment method was declined. Please use another one");
        }
        if (WRONG_DETAILS.contains(code)) {
            return new Declined(
                    DeclineType.SOFT, "The payment method was declined. Please check its details, and enter it again");
        }
        if (code.equals(AUTHENTICATION_REQUIRED)) {
            return new Declined(
                    DeclineType.AUTHENTICATION,
                    "The issuer wants a confirmation. Please enter the payment method again");
        }
        if (code.equals(NOT_CONFIRMED)) {
            return new Declined(
                    DeclineType.SOFT, "The payment was not confirmed. Please try again, or use another payment method");
        }
        return new Declined(DeclineType.SOFT, "The payment method was declined for now");
    }
}
