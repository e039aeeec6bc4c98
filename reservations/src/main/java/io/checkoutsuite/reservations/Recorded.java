package io.checkoutsuite.reservations;

import java.time.Instant;

/** Something that has changed counters, or wanted to: a request, or its owner's word on a total. */
public sealed interface Recorded permits Change, Request {

    /** Unique among all that is recorded. */
    String id();

    /** When it came about; what happened to a request later is among its steps. */
    Instant at();
}
