package io.checkoutsuite.operations.history;

import io.checkoutsuite.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt to check out a cart. */
public sealed interface AttemptHistory {

    /** When the attempt began, and who asked for it. */
    record Start(String requestId, String orderNumber, String askedBy, Instant at) {}

    Start start();

    default String requestId() {
        return start().requestId();
    }

    default String orderNumber() {
        return start().orderNumber();
    }

    /** When it was decided; when it began if it is not decided yet. */
    Instant decidedAt();

    /** @param leaseUntil until then, the process that runs it is expected to decide it or to renew its lease */
    record Running(Start start, Instant leaseUntil) implements AttemptHistory {

        @Override
        public Instant decidedAt() {
            return start.at();
        }
    }

    /** An attempt with an outcome, which never changes. */
    sealed interface Decided extends AttemptHistory {

        EventType eventType();

        default String eventId() {
            return eventType().eventIdOf(requestId());
        }
    }

    record Completed(Start start, Instant decidedAt) implements Decided {

        @Override
        public EventType eventType() {
            return EventType.CHECKOUT_COMPLETION;
        }
    }

    /**
     * A failed attempt.
     *
     * @param reason why it failed; null if the stored attempt is inconsistent and has no reason
     * @param failures all failures, in the order in which they occurred
     * @param compensation the compensation that did not succeed immediately
     */
    record RolledBack(
            Start start,
            Instant decidedAt,
            @Nullable Reason reason,
            List<ActivityFailure> failures,
            Optional<CompensationHistory> compensation)
            implements Decided {

        public RolledBack {
            failures = List.copyOf(failures);
        }

        @Override
        public EventType eventType() {
            return EventType.CHECKOUT_ROLLBACK;
        }
    }

    /** Why an attempt failed. */
    record Reason(String type, String message) {}

    /** @param step what the activity was doing, for instance RUN or COMPENSATE */
    record ActivityFailure(String activity, String step, String message) {}
}
