package io.checkoutsuite.cart.cart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The activities of a rolled-back attempt that still have to be compensated. This is a work item inside the attempt. It is written together with
 * the decision, so no compensation is lost when a process dies.
 *
 * @param missing the activities that are not yet compensated, latest first; empty only if DONE
 * @param tries the number of retries since it was created or restarted
 * @param dueAt when it may be retried; a process that retries it moves this time forward, so that no other process does so meanwhile
 * @param token incremented with every write; only a writer that saw the latest value may write the next one
 */
public record Undo(State state, List<Missing> missing, int tries, Instant dueAt, long token) {

    public Undo {
        missing = List.copyOf(missing);
    }

    /** The progress of the compensation. */
    public enum State {
        PENDING,
        NEEDS_ATTENTION,
        DONE
    }

    /** @param reason why the last compensation failed, for staff */
    public record Missing(String activity, String reason) {}

    public static Undo begun(List<Missing> missing, Instant dueAt) {
        return new Undo(State.PENDING, missing, 0, dueAt, 1);
    }

    public List<String> activities() {
        return missing.stream().map(Missing::activity).toList();
    }

    /** Leased to one process for one retry, until then. */
    public Undo claimed(Instant until) {
        return new Undo(State.PENDING, missing, tries + 1, until, token + 1);
    }

    /** The state after a retry that compensated all activities but these. */
    public Undo tried(List<Missing> still, Instant again) {
        return new Undo(still.isEmpty() ? State.DONE : State.PENDING, still, tries, again, token + 1);
    }

    /** The state after the last retry: an operator has to intervene. */
    public Undo parked(List<Missing> still, Instant now) {
        return new Undo(State.NEEDS_ATTENTION, still, tries, now, token + 1);
    }

    /** Restarted, as if it had never been retried. */
    public Undo anew(Instant now) {
        return new Undo(State.PENDING, missing, 0, now, token + 1);
    }

    /** With more activities to compensate, which a late process reported. */
    public Undo with(List<Missing> more, Instant dueAt) {
        List<Missing> all = new ArrayList<>(more);
        missing.stream()
                .filter(known ->
                        more.stream().noneMatch(added -> added.activity().equals(known.activity())))
                .forEach(all::add);
        return new Undo(State.PENDING, all, 0, dueAt, token + 1);
    }
}
