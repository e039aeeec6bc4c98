package io.checkoutsuite.messaging.preview;

import io.checkoutsuite.events.SuiteEvent;

/** Previews what applying an event would change in this service, without writing. A service that consumes events provides one as a bean. */
@FunctionalInterface
public interface EventPreviewer {

    /** The effect on the current data, whatever the inbox says. */
    EventPreview preview(SuiteEvent event);
}
