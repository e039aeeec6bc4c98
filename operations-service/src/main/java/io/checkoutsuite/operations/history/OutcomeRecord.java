package io.checkoutsuite.operations.history;

/** The outcome event of a decided attempt, or why it has none. */
public sealed interface OutcomeRecord permits OutcomeEvent, NoOutcomeEvent {

    String requestId();
}
