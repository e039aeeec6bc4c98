package io.checkoutsuite.cart.compensation;

import io.checkoutsuite.messaging.EventCodec;
import java.time.Clock;

/** Lets tests of other packages run the retries of one process. */
public final class Retries implements AutoCloseable {

    private final CompensationRetrier retrier;

    public Retries(
            Compensations compensations,
            CompensableActivities activities,
            Compensator compensator,
            EventCodec events,
            CompensationSettings settings,
            Clock clock) {
        retrier = new CompensationRetrier(compensations, activities, compensator, events, settings, clock);
    }

    public void retryDue() {
        retrier.retryDue();
    }

    @Override
    public void close() {
        retrier.close();
    }
}
