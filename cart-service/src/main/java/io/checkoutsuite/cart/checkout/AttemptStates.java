package io.checkoutsuite.cart.checkout;

import java.util.Collection;
import java.util.Map;

/** What the carts say of attempts, for the services that hold something for them. */
public interface AttemptStates {

    /** How an attempt stands. */
    enum State {
        /** Not decided, or its cart cannot be read: nobody may conclude anything from that. */
        RUNNING,
        COMPLETED,
        ROLLED_BACK,
        /** No cart has an attempt of this id. */
        UNKNOWN
    }

    /** The state of each attempt, as a majority of the database has it: what was acknowledged once is never forgotten here. */
    Map<String, State> of(String tenant, Collection<String> requestIds);
}
