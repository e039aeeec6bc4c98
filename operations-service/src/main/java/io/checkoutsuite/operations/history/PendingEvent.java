package io.checkoutsuite.operations.history;

import java.time.Instant;

/** An event in a cart's outbox, which the broker has not acknowledged yet. */
public record PendingEvent(String eventId, String requestId, Instant at) {}
