package io.checkoutsuite.cart.store;

import io.checkoutsuite.cart.cart.Compensation;
import java.time.Instant;
import java.util.List;

/**
 * A compensation as it is stored in its attempt.
 *
 * @param dueAt of a pending compensation: when it may be retried; of another one: since when it has its state
 */
record CompensationDocument(
        Compensation.State state,
        List<Compensation.RemainingActivity> remaining,
        int tries,
        Instant dueAt,
        long token) {

    static CompensationDocument of(Compensation compensation) {
        Instant at = switch (compensation) {
            case Compensation.Pending pending -> pending.dueAt();
            case Compensation.NeedsAttention needsAttention -> needsAttention.since();
            case Compensation.Done done -> done.since();
        };
        return new CompensationDocument(
                compensation.state(), compensation.remaining(), compensation.tries(), at, compensation.token());
    }

    Compensation compensation() {
        return switch (state) {
            case PENDING -> new Compensation.Pending(remaining, tries, dueAt, token);
            case NEEDS_ATTENTION -> new Compensation.NeedsAttention(remaining, tries, dueAt, token);
            case DONE -> new Compensation.Done(tries, dueAt, token);
        };
    }
}
