package io.checkoutsuite.reservations.expiry;

import io.checkoutsuite.mongo.LookupResult;
import io.checkoutsuite.reservations.request.ReleaseReason;
import io.checkoutsuite.reservations.request.ReservationRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The stored requests whose lease has expired. Each method is one command, whatever the number of requests. */
public interface ExpiredRequests {

    /** Returns the longest expired reserved requests first, so that a postponed request goes to the end. */
    List<ReservationRequest> pastLease(Instant now, Collection<String> exceptTenants, int batch);

    /** Returns the current requests with these ids. */
    LookupResult<ReservationRequest> known(Collection<String> ids);

    /** Releases those whose lease has not been extended since they were read. Returns their number. */
    int release(List<ReservationRequest> reserved, ReleaseReason reason);

    /** Extends the leases of those that are still reserved. Returns their number. */
    int extend(List<ReservationRequest> reserved, Instant leaseUntil);
}
