package io.checkoutsuite.cart.history;

import io.checkoutsuite.messaging.OutboxEntry;

/** The outcome event of an attempt, as far as it was asked for. */
public sealed interface AttemptEvent {

    /** The attempt is undecided, or its event was not asked for. */
    record None() implements AttemptEvent {}

    /** The event of the decision: same id, same body. */
    record Created(OutboxEntry entry) implements AttemptEvent {}

    /** No event can be created, because the stored attempt is inconsistent. */
    record Impossible(String reason) implements AttemptEvent {}
}
