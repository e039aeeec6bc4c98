package io.checkoutsuite.mongo.specimen;

import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.specimen.MessageOfEvent;

/** Breaks the rule that the database knows no messaging. */
public record LeaseOfOutbox(OutboxEntry entry, MessageOfEvent message) {}
