package io.checkoutsuite.reservations.ledger;

import io.checkoutsuite.reservations.request.ReservationRequest;
import java.time.Instant;

/** A record of the ledger: a request, or a change by the owner. */
public sealed interface LedgerRecord permits CounterChange, LedgerRecord.Requested {

    /** Unique within the ledger. */
    String id();

    /** The time of creation; the times of a request's later events are in the request. */
    Instant at();

    /** What a request has reserved, committed or released. */
    record Requested(ReservationRequest request) implements LedgerRecord {

        @Override
        public String id() {
            return request.id();
        }

        @Override
        public Instant at() {
            return request.createdAt();
        }
    }
}
