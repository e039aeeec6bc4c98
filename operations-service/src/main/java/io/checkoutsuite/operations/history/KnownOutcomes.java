package io.checkoutsuite.operations.history;

import java.util.Map;
import java.util.Optional;

/**
 * The outcome events of attempts. Attempts without an event, and unknown attempts of existing carts, are left out.
 *
 * @param decided by request id, of the decided attempts
 * @param orphans by request id, of the attempts whose cart does not exist: the rollback that the cart service would publish for them
 */
public record KnownOutcomes(Map<String, OutcomeEvent> decided, Map<String, OutcomeEvent> orphans) {

    public KnownOutcomes {
        decided = Map.copyOf(decided);
        orphans = Map.copyOf(orphans);
    }

    /** The event of an attempt, or the rollback of an orphan. */
    public Optional<OutcomeEvent> event(String requestId) {
        return Optional.ofNullable(decided.getOrDefault(requestId, orphans.get(requestId)));
    }
}
