package io.checkoutsuite.reservations.request;

import io.checkoutsuite.reservations.counter.Shortage;
import java.util.List;

/** The result of a commit call. */
public sealed interface CommitResult {

    /** All lines are committed. */
    record Committed() implements CommitResult {}

    /** All lines are committed except for these counters, which no longer had enough. */
    record CommittedWithShortages(List<Shortage> shortages) implements CommitResult {}

    /** Nothing is committed: the request was rolled back before, and a rollback is final. */
    record RolledBack() implements CommitResult {}
}
