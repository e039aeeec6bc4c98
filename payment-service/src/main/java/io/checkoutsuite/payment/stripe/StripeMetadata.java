package io.checkoutsuite.payment.stripe;

/** The keys of what the suite records at Stripe. Values are ids of the suite or codes of Stripe; nothing of them identifies a buyer or a card. */
final class StripeMetadata {

    /** Identifies the reference; what payment intents are searched by. */
    static final String KEY = "suite_key";

    static final String TENANT = "tenant";
    static final String REFERENCE = "reference";
    static final String REQUEST_ID = "request_id";
    static final String ORDER_NUMBER = "order_number";

    /** The decline code of a payment that was declined for good. */
    static final String DECLINE = "suite_decline";

    /** The reference of the only capture. */
    static final String CAPTURE = "suite_capture";

    /** The reference of a refund; on the refund itself. */
    static final String REFUND = "suite_refund";

    /** The beginning of a key that says that a capture or refund was refused for good; followed by a hash of its reference. */
    static final String REFUSED = "suite_refused_";

    private StripeMetadata() {}
}
