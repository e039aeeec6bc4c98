package io.checkoutsuite.payment.stripe;

/** A response is not what Stripe documents. The message names the member, but never quotes the response. */
final class StripeFormatException extends RuntimeException {

    StripeFormatException(String member) {
        super(member + " is missing or not as documented");
    }
}
