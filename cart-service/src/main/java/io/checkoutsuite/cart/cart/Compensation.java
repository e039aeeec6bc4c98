package io.checkoutsuite.cart.cart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The activities of a rolled-back attempt that were not compensated before its decision. This is a work item inside the attempt. It is written
 * together with the decision, so no compensation is lost when a process dies.
 */
public sealed interface Compensation {

    /** The number of retries since it was created or restarted. */
    int tries();

    /** Incremented with every write; only a writer that saw the latest value may write the next one. */
    long token();

    State state();

    /** The activities that are not yet compensated, latest first. */
    List<RemainingActivity> remaining();

    default List<String> activities() {
        return remaining().stream().map(RemainingActivity::activity).toList();
    }

    /** The progress of the compensation. */
    enum State {
        PENDING,
        NEEDS_ATTENTION,
        DONE
    }

    /** @param reason why the last compensation failed, for staff */
    record RemainingActivity(String activity, String reason) {}

    static Pending begun(List<RemainingActivity> remaining, Instant dueAt) {
        return new Pending(remaining, 0, dueAt, 1);
    }

    /** With more activities to compensate, which a late process reported. */
    default Pending withMore(List<RemainingActivity> more, Instant dueAt) {
        List<RemainingActivity> all = new ArrayList<>(more);
        remaining().stream()
                .filter(known ->
                        more.stream().noneMatch(added -> added.activity().equals(known.activity())))
                .forEach(all::add);
        return new Pending(all, 0, dueAt, token() + 1);
    }

    /** A compensation with remaining activities. */
    sealed interface Open extends Compensation {

        /** Restarted, as if it had never been retried. */
        default Pending restart(Instant now) {
            return new Pending(remaining(), 0, now, token() + 1);
        }
    }

    /**
     * It is retried.
     *
     * @param dueAt when it may be retried; a process that retries it moves this time forward, so that no other process does so meanwhile
     */
    record Pending(List<RemainingActivity> remaining, int tries, Instant dueAt, long token) implements Open {

        public Pending {
            remaining = List.copyOf(remaining);
        }

        @Override
        public State state() {
            return State.PENDING;
        }

        /** Leased to one process for one retry, until then. */
        public Pending lease(Instant until) {
            return new Pending(remaining, tries + 1, until, token + 1);
        }

        /** The state after a retry that compensated all activities but these. */
        public Pending retryLater(List<RemainingActivity> stillRemaining, Instant nextDueAt) {
            return new Pending(stillRemaining, tries, nextDueAt, token + 1);
        }

        /** The state after the last retry, which compensated all activities but these. */
        public NeedsAttention escalate(List<RemainingActivity> stillRemaining, Instant now) {
            return new NeedsAttention(stillRemaining, tries, now, token + 1);
        }

        /** The state after a retry that compensated the last activities. */
        public Done finish(Instant now) {
            return new Done(tries, now, token + 1);
        }
    }

    /** Every retry failed: an operator has to intervene. */
    record NeedsAttention(List<RemainingActivity> remaining, int tries, Instant since, long token) implements Open {

        public NeedsAttention {
            remaining = List.copyOf(remaining);
        }

        @Override
        public State state() {
            return State.NEEDS_ATTENTION;
        }
    }

    /** Every activity is compensated. */
    record Done(int tries, Instant since, long token) implements Compensation {

        @Override
        public State state() {
            return State.DONE;
        }

        @Override
        public List<RemainingActivity> remaining() {
            return List.of();
        }
    }
}
