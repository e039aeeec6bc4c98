package io.checkoutsuite.reservations;

import java.util.List;

/** The answer to a take: all of it, or nothing. */
public sealed interface Taken {

    /** Everything asked for is held, or already kept, under this request. */
    record Granted() implements Taken {}

    /** Nothing is held, because these counters had too little; the request is closed by that. */
    record Short(List<Shortage> shortages) implements Taken {}

    /** Nothing is held: the request was given back, ran out or was refused before. */
    record Closed(ReleaseReason reason) implements Taken {}
}
