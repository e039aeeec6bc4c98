package io.checkoutsuite.payment.authorization;

import java.util.List;

/** What an asked authorization came to. */
public sealed interface AuthorizationOutcome {

    /** The whole total is held, by this call or by an earlier one of the same request. */
    record Authorized(Authorization authorization) implements AuthorizationOutcome {}

    /** A payment was declined; nothing is held. */
    record Refused(List<Decline> declines) implements AuthorizationOutcome {

        public Refused {
            declines = List.copyOf(declines);
        }
    }

    /** No definite answer: nothing is held, or is being given back; the request may be sent again later. */
    record Unavailable() implements AuthorizationOutcome {}

    /** Another call of this request is at it. */
    record InProgress() implements AuthorizationOutcome {}

    /** The request was reversed, and stays so. */
    record Closed() implements AuthorizationOutcome {}

    /** The request id was used for other payments. */
    record OtherPayments() implements AuthorizationOutcome {}
}
