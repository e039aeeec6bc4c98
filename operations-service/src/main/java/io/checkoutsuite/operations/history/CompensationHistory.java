package io.checkoutsuite.operations.history;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The compensation of a failed attempt.
 *
 * @param dueAt when the next try is due, or when the retries ended
 * @param remaining the activities that are not compensated yet; empty if DONE
 */
public record CompensationHistory(State state, Instant dueAt, List<Remaining> remaining) {

    public CompensationHistory {
        remaining = List.copyOf(remaining);
    }

    /** The progress of a compensation. */
    public enum State {
        PENDING,
        NEEDS_ATTENTION,
        DONE
    }

    /** @param reason why the last compensation of the activity failed */
    public record Remaining(String activity, String reason) {

        public Remaining {
            // The stored compensation of a damaged cart may have none.
            reason = Objects.requireNonNullElse(reason, "");
        }
    }

    public boolean isDone() {
        return state == State.DONE;
    }

    public List<String> activities() {
        return remaining.stream().map(Remaining::activity).toList();
    }
}
