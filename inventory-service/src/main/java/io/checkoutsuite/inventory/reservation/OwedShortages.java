package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.reservations.OnShort;
import io.checkoutsuite.reservations.RequestKey;

/** The news that a sold cart's stock was gone: owed in the very write that records it, then published (I3). */
public interface OwedShortages {

    OnShort of(CheckoutCompletion completion);

    /** Publishes at once whatever the request still owes; what a dead process leaves is published later. */
    void publish(RequestKey key);
}
