package io.checkoutsuite.payment.gateway;

/** What became of a capture or a refund at the gateway. */
public sealed interface FollowUpAnswer {

    /** The money moved; said again for each repetition. */
    record Done() implements FollowUpAnswer {}

    /** The gateway will not do it. */
    record Refused(String reason) implements FollowUpAnswer {}
}
