package io.checkoutsuite.payment.authorization;

import java.util.List;

/** The outcome of an authorization request. */
public sealed interface AuthorizationOutcome {

    /** The whole total is held, by this call or by an earlier one of the same request. */
    record Authorized(HeldAuthorization authorization) implements AuthorizationOutcome {}

    /** A payment waits for its buyer or for its gateway. The same request gets the result later. */
    record Awaiting(io.checkoutsuite.payment.authorization.Awaiting authorization) implements AuthorizationOutcome {}

    /** A payment was declined; nothing is held. */
    record Refused(List<DeclinedPayment> declines) implements AuthorizationOutcome {

        public Refused {
            declines = List.copyOf(declines);
        }
    }

    /** Saved payment methods cannot be used any more; nothing was begun. */
    record Unusable(List<UnusablePayment> payments) implements AuthorizationOutcome {

        public Unusable {
            payments = List.copyOf(payments);
        }
    }

    /** There is no definite outcome. Nothing is held, or the holds are being reversed; the request may be sent again later. */
    record Unavailable() implements AuthorizationOutcome {}

    /** Another call for this request is in progress. */
    record InProgress() implements AuthorizationOutcome {}

    /** The request was reversed and stays reversed. */
    record Closed() implements AuthorizationOutcome {}

    /** The request id was already used for other payments. */
    record RequestIdReused() implements AuthorizationOutcome {}
}
