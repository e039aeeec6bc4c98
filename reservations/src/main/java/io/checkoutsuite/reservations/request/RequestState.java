package io.checkoutsuite.reservations.request;

import io.checkoutsuite.reservations.counter.Shortage;
import java.time.Instant;
import java.util.List;

/** The state of a request, each with exactly its data. */
public sealed interface RequestState {

    /** Its quantities are reserved until its lease expires. */
    record Reserved(Instant leaseUntil) implements RequestState {}

    /** Its completion arrived while holds were missing, and reserves them again. */
    record Reacquiring(Instant leaseUntil) implements RequestState {}

    /**
     * Its quantities are committed.
     *
     * @param shortages the lines that were committed with less than it asked for
     * @param uncounted the counters that granted their quantity without counting it
     * @param recorded whether the owner's record of the request is stored
     */
    record Committed(List<Shortage> shortages, List<String> uncounted, boolean recorded) implements RequestState {

        public Committed {
            shortages = List.copyOf(shortages);
            uncounted = List.copyOf(uncounted);
        }
    }

    /** It holds nothing. */
    record Released(ReleaseReason reason) implements RequestState {}
}
