package io.checkoutsuite.cart.specimen;

import io.checkoutsuite.messaging.OutboxEntry;
import java.util.List;

/** Violates the rule that only the outbox names its fields, to prove that the rule detects a component of a stored record. */
public record NamesOutboxInComponent(String id, List<OutboxEntry> outbox) {}
