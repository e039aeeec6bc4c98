package io.checkoutsuite.reservations.request;

import io.checkoutsuite.reservations.counter.Shortage;
import java.util.List;

/** The result of a reserve call: all lines or none. */
public sealed interface ReserveResult {

    /** All lines are reserved, or already committed, for this request. */
    record Reserved() implements ReserveResult {}

    /** Nothing is reserved because these counters had too little available; the request is closed. */
    record Refused(List<Shortage> shortages) implements ReserveResult {}

    /** Nothing is reserved: the request was released, expired or refused before. */
    record Closed(ReleaseReason reason) implements ReserveResult {}
}
