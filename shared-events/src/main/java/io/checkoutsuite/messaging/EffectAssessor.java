package io.checkoutsuite.messaging;

import io.checkoutsuite.events.SuiteEvent;

/** Tells what applying an event would change in this service, by reading alone; a service that consumes offers one as a bean. */
@FunctionalInterface
public interface EffectAssessor {

    /** The effect on the data as they are now, whatever the record of consumed events says. */
    Effect assess(SuiteEvent event);
}
