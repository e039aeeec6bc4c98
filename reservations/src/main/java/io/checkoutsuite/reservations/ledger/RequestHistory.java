package io.checkoutsuite.reservations.ledger;

import io.checkoutsuite.reservations.request.ReservationRequest;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The requests of counters, past and present. Each method is one command. */
public interface RequestHistory {

    /** Returns the requests with a line of the counter that precede the cursor, newest first. */
    List<ReservationRequest> of(String counter, @Nullable LedgerCursor before, int limit);

    /**
     * Streams all committed requests that have lines of these counters, because there may be very many. The caller must close the stream. An
     * unreadable request fails it, because sums without that request would be wrong.
     */
    Stream<ReservationRequest> committed(Collection<String> counters);
}
