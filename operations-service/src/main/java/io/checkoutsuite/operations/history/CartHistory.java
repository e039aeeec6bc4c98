package io.checkoutsuite.operations.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cart with the history of its checkouts. */
public sealed interface CartHistory {

    String cartId();

    /**
     * A cart that can be read.
     *
     * @param attempts oldest first
     * @param pending the events in its outbox, oldest first
     * @param outcomes the outcome events of its decided attempts by request id; empty if they were not asked for
     */
    record Readable(
            String cartId,
            List<AttemptHistory> attempts,
            List<PendingEvent> pending,
            Map<String, OutcomeRecord> outcomes)
            implements CartHistory {

        public Readable {
            attempts = List.copyOf(attempts);
            pending = List.copyOf(pending);
            outcomes = Map.copyOf(outcomes);
        }

        public Optional<AttemptHistory> attempt(String requestId) {
            return attempts.stream()
                    .filter(attempt -> attempt.requestId().equals(requestId))
                    .findFirst();
        }

        public boolean isPending(String eventId) {
            return pending.stream().anyMatch(event -> event.eventId().equals(eventId));
        }
    }

    /** A cart whose stored document is damaged. */
    record Unreadable(String cartId, String reason) implements CartHistory {}
}
