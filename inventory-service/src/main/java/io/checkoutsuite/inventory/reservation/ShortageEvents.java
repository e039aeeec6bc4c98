package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.reservations.request.RequestKey;
import io.checkoutsuite.reservations.request.ShortageHandler;

/** The events about missing stock of sold carts. They are stored in the same write that records the shortage, then published. */
public interface ShortageEvents {

    ShortageHandler handlerFor(CheckoutCompletion completion);

    /** Publishes the pending events of the request immediately. Events that a dead process leaves pending are published later. */
    void publish(RequestKey key);
}
