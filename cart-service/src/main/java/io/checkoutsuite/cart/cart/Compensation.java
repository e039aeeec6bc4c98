package io.checkoutsuite.cart.cart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The activities of a rolled-back attempt that still have to be compensated. This is a work item inside the attempt. It is written together with
 * the decision, so no compensation is lost when a process dies.
 *
 * @param remaining the activities that are not yet compensated, latest first; empty only if DONE
 * @param tries the number of retries since it was created or restarted
 * @param dueAt when it may be retried; a process that retries it moves this time forward, so that no other process does so meanwhile
 * @param token incremented with every write; only a writer that saw the latest value may write the next one
 */
public record Compensation(State state, List<Remaining> remaining, int tries, Instant dueAt, long token) {

    public Compensation {
        remaining = List.copyOf(remaining);
    }

    /** The progress of the compensation. */
    public enum State {
        PENDING,
        NEEDS_ATTENTION,
        DONE
    }

    /** @param reason why the last compensation failed, for staff */
    public record Remaining(String activity, String reason) {}

    public static Compensation begun(List<Remaining> missing, Instant dueAt) {
        return new Compensation(State.PENDING, missing, 0, dueAt, 1);
    }

    public List<String> activities() {
        return remaining.stream().map(Remaining::activity).toList();
    }

    /** Leased to one process for one retry, until then. */
    public Compensation leased(Instant until) {
        return new Compensation(State.PENDING, remaining, tries + 1, until, token + 1);
    }

    /** The state after a retry that compensated all activities but these. */
    public Compensation tried(List<Remaining> stillRemaining, Instant nextDueAt) {
        return new Compensation(
                stillRemaining.isEmpty() ? State.DONE : State.PENDING, stillRemaining, tries, nextDueAt, token + 1);
    }

    /** The state after the last retry: an operator has to intervene. */
    public Compensation needingAttention(List<Remaining> stillRemaining, Instant now) {
        return new Compensation(State.NEEDS_ATTENTION, stillRemaining, tries, now, token + 1);
    }

    /** Restarted, as if it had never been retried. */
    public Compensation restarted(Instant now) {
        return new Compensation(State.PENDING, remaining, 0, now, token + 1);
    }

    /** With more activities to compensate, which a late process reported. */
    public Compensation withMore(List<Remaining> more, Instant dueAt) {
        List<Remaining> all = new ArrayList<>(more);
        remaining.stream()
                .filter(known ->
                        more.stream().noneMatch(added -> added.activity().equals(known.activity())))
                .forEach(all::add);
        return new Compensation(State.PENDING, all, 0, dueAt, token + 1);
    }
}
