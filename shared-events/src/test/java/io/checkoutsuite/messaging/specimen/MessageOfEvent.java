package io.checkoutsuite.messaging.specimen;

import io.checkoutsuite.events.specimen.EventWithDocument;

/** Closes the cycle of packages. */
public record MessageOfEvent(EventWithDocument event) {}
