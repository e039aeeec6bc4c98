package io.checkoutsuite.payment.stripe;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Stripe's record of one refund.
 *
 * @param reference what the suite calls it; empty if somebody else made it
 * @param failed whether the money stays with the merchant
 */
record StripeRefund(Optional<String> reference, boolean failed) {

    private static final Set<String> FAILED = Set.of("failed", "canceled");

    /** @throws StripeFormatException if a member that is needed is missing or odd */
    static StripeRefund of(JsonNode json) {
        JsonNode reference = json.path("metadata").path(StripeMetadata.REFUND);
        return new StripeRefund(
                reference.isString() ? Optional.of(reference.stringValue()) : Optional.empty(),
                FAILED.contains(StripeJson.text(json, "status")));
    }
}
