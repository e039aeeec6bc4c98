package io.checkoutsuite.reservations;

import java.util.List;

/** The answer to a keep. */
public sealed interface Kept {

    /** Everything is kept for good. */
    record Done() implements Kept {}

    /** Kept for good but for these counters, whose quantity was gone. */
    record DoneShort(List<Shortage> shortages) implements Kept {}

    /** Nothing is kept: the request was rolled back, and a rollback wins for ever. */
    record RolledBack() implements Kept {}
}
