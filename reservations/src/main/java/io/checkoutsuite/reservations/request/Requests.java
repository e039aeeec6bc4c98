package io.checkoutsuite.reservations.request;

import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.reservations.counter.Shortage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The stored requests. Each method that changes one is a single write, which alone decides the transition; it does nothing if another call
 * has changed the request since it was read.
 */
public interface Requests {

    /** @throws io.checkoutsuite.mongo.UnreadableDocumentException if it cannot be read */
    Optional<ReservationRequest> find(RequestKey key);

    /** Returns false if there is a request with this key. */
    boolean insert(ReservationRequest request);

    /** Begins the next try of a reserved request. */
    Optional<ReservationRequest> nextGeneration(ReservationRequest seen, Instant leaseUntil);

    /** Renews the lease of a reserved request of this generation; a longer lease stays. */
    boolean renew(ReservationRequest seen, Instant leaseUntil);

    /** Extends the lease of a reserved request of any generation; a longer lease stays. */
    boolean extend(RequestKey key, Instant leaseUntil);

    /** Closes a reserved request because a counter had too little. */
    boolean refuse(ReservationRequest reserved);

    /** Commits a reserved request that has all its holds. */
    boolean commit(ReservationRequest reserved, List<String> uncounted);

    /** Commits a reserved request that has all its holds and was not read: only if it has the same generation and the same lines. */
    boolean commitAsReserved(ReservationRequest expected, List<String> uncounted);

    /** Begins the next try of a request whose completion arrived while holds were missing. */
    Optional<ReservationRequest> reacquire(ReservationRequest seen, Instant leaseUntil);

    /** Commits a request that reserved again, and adds the events about its shortages to its outbox. */
    boolean commitReacquired(
            ReservationRequest reacquired, List<Shortage> shortages, List<String> uncounted, List<OutboxEntry> events);

    /** Releases the request for good, unless it is committed. */
    Optional<ReservationRequest> rollBack(RequestKey key);

    /** Stores the owner's record of a committed request and adds the event to its outbox. Returns false if it is stored already. */
    boolean record(RequestKey key, Map<String, Object> ownerRecord, OutboxEntry event);

    /**
     * Returns the tenant's reserved and committed requests after the given request id, ordered by request id.
     *
     * @param created the time of creation; null for any
     * @param as converts a request; requests that cannot be read or converted are left out
     */
    <T> List<T> holding(
            String tenant, @Nullable TimeRange created, String after, int limit, Function<ReservationRequest, T> as);
}
