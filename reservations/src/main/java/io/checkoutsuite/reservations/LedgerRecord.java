package io.checkoutsuite.reservations;

import java.time.Instant;

/** A record of the ledger: a request, or a change by the owner. */
public sealed interface LedgerRecord permits CounterChange, ReservationRequest {

    /** Unique within the ledger. */
    String id();

    /** The time of creation; the times of a request's later events are in the request. */
    Instant at();
}
