package io.checkoutsuite.payment.stripe;

import tools.jackson.databind.JsonNode;

/** A response of Stripe that says whether the request took effect. */
sealed interface StripeResponse {

    /** @param replayed whether it is the response to an earlier request with the same idempotency key, and describes the state at that time */
    record Success(JsonNode body, boolean replayed) implements StripeResponse {}

    /** The request had no effect, except that a declined confirmation counts as an attempt to pay. */
    record Refused(StripeError error) implements StripeResponse {}
}
