package io.checkoutsuite.cart.cart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an attempt that was given up has yet to give back (feature row W5): a work item inside the attempt, written with the decision
 * itself, so that no undo is forgotten whatever dies.
 *
 * @param missing what is not undone, the latest activity first; empty only when it is DONE
 * @param tries how often it was tried again since it was begun or begun anew
 * @param dueAt when it may be tried; whoever tries it moves this on, so that nobody else does meanwhile
 * @param token grows with every write: only who saw the last one may write the next
 */
public record Undo(State state, List<Missing> missing, int tries, Instant dueAt, long token) {

    public Undo {
        missing = List.copyOf(missing);
    }

    /** How far it is. */
    public enum State {
        PENDING,
        NEEDS_ATTENTION,
        DONE
    }

    /** @param reason why it was not undone the last time, for staff */
    public record Missing(String activity, String reason) {}

    public static Undo begun(List<Missing> missing, Instant dueAt) {
        return new Undo(State.PENDING, missing, 0, dueAt, 1);
    }

    public List<String> activities() {
        return missing.stream().map(Missing::activity).toList();
    }

    /** Mine to try until then. */
    public Undo claimed(Instant until) {
        return new Undo(State.PENDING, missing, tries + 1, until, token + 1);
    }

    /** After a try that undid all but these. */
    public Undo tried(List<Missing> still, Instant again) {
        return new Undo(still.isEmpty() ? State.DONE : State.PENDING, still, tries, again, token + 1);
    }

    /** Tried often enough: somebody has to look. */
    public Undo parked(List<Missing> still, Instant now) {
        return new Undo(State.NEEDS_ATTENTION, still, tries, now, token + 1);
    }

    /** As if it had never been tried. */
    public Undo anew(Instant now) {
        return new Undo(State.PENDING, missing, 0, now, token + 1);
    }

    /** With more to undo, from a process that came late. */
    public Undo with(List<Missing> more, Instant dueAt) {
        List<Missing> all = new ArrayList<>(more);
        missing.stream()
                .filter(known ->
                        more.stream().noneMatch(added -> added.activity().equals(known.activity())))
                .forEach(all::add);
        return new Undo(State.PENDING, all, 0, dueAt, token + 1);
    }
}
