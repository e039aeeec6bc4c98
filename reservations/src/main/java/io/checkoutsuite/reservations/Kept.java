package io.checkoutsuite.reservations;

import java.util.List;

/** The result of a commit call. */
public sealed interface Kept {

    /** All lines are committed. */
    record Done() implements Kept {}

    /** All lines are committed except for these counters, which no longer had enough. */
    record DoneShort(List<Shortage> shortages) implements Kept {}

    /** Nothing is committed: the request was rolled back before, and a rollback is final. */
    record RolledBack() implements Kept {}
}
