package io.checkoutsuite.cart.checkout;

import java.util.Collection;
import java.util.Map;

/** The states of attempts, for the services that hold reservations for them. */
public interface AttemptStates {

    /** The state of an attempt. */
    enum AttemptState {
        /** The attempt is undecided, or its cart cannot be read. Callers must not conclude anything from this state. */
        RUNNING,
        COMPLETED,
        ROLLED_BACK,
        /** No cart has an attempt with this id. */
        UNKNOWN
    }

    /** The state of each attempt, as a majority of the database members has it. A decision that was acknowledged is never missing here. */
    Map<String, AttemptState> of(String tenant, Collection<String> requestIds);
}
