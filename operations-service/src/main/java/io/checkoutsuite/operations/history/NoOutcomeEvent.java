package io.checkoutsuite.operations.history;

/** No event can be created for an attempt, because the stored attempt is inconsistent. */
public record NoOutcomeEvent(String requestId, String reason) implements OutcomeRecord {}
