package io.checkoutsuite.payment.gateway;

/** What became of one authorization at the gateway. */
public sealed interface AuthorizationAnswer {

    /**
     * The money is held.
     *
     * @param sale whether it was taken at once
     */
    record Approved(boolean sale) implements AuthorizationAnswer {}

    /** The money is promised, and whether it comes shows later; nothing is held. */
    record Pending() implements AuthorizationAnswer {}

    /**
     * The money is not held and will not be under this reference.
     *
     * @param message for the buyer; never the issuer's raw text
     */
    record Declined(DeclineType type, String message) implements AuthorizationAnswer {}

    /** The reference was reversed or cancelled: nothing is held under it, and never will be. */
    record Closed() implements AuthorizationAnswer {}
}
