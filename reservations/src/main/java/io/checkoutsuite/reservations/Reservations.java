package io.checkoutsuite.reservations;

import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.reservations.request.ChangePreview;
import io.checkoutsuite.reservations.request.Commit;
import io.checkoutsuite.reservations.request.CommitResult;
import io.checkoutsuite.reservations.request.ConcurrentRequestException;
import io.checkoutsuite.reservations.request.Extend;
import io.checkoutsuite.reservations.request.ExtendResult;
import io.checkoutsuite.reservations.request.Line;
import io.checkoutsuite.reservations.request.Preview;
import io.checkoutsuite.reservations.request.Release;
import io.checkoutsuite.reservations.request.ReleaseResult;
import io.checkoutsuite.reservations.request.RequestIdReusedException;
import io.checkoutsuite.reservations.request.RequestKey;
import io.checkoutsuite.reservations.request.Requests;
import io.checkoutsuite.reservations.request.ReservationRequest;
import io.checkoutsuite.reservations.request.Reserve;
import io.checkoutsuite.reservations.request.ReserveResult;
import io.checkoutsuite.reservations.request.ShortageHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reserves, commits and releases limited quantities (stock, uses of a code). It never promises more than is available (G4), and each
 * request counts once, regardless of the number and order of calls (G8).
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class Reservations {

    private final Reserve reserve;
    private final Commit commit;
    private final Release release;
    private final Extend extend;
    private final Preview preview;
    private final Requests requests;

    /**
     * Reserves all lines until the lease expires, or none of them. A repeated call with the same request id returns the existing
     * reservation and renews its lease.
     *
     * @param attributes stored with a new request (a cart id, for example)
     * @throws RequestIdReusedException if the request id was used with different lines before
     * @throws ConcurrentRequestException if concurrent calls for the same request leave the outcome undecided
     */
    public ReserveResult reserve(RequestKey key, List<Line> lines, Duration lease, Map<String, String> attributes) {
        return reserve.reserve(key, lines, lease, attributes);
    }

    /**
     * Commits what the request holds. Quantities that it lost or never reserved are reserved again; those that are no longer available
     * are recorded as shortages, together with the events of {@code onShortage}. A repeated call changes nothing and completes an
     * interrupted one.
     *
     * @param linesIfUnknown used, like the attributes, only if the request is unknown
     * @throws ConcurrentRequestException if concurrent calls for the same request leave the outcome undecided
     */
    public CommitResult commit(
            RequestKey key, List<Line> linesIfUnknown, Map<String, String> attributes, ShortageHandler onShortage) {
        return commit.commit(key, linesIfUnknown, attributes, onShortage);
    }

    /**
     * Stores the owner's record of a committed request, and adds the event to its outbox, in one write. Returns false, and stores nothing, if
     * an earlier call has done so or if the request is not committed.
     *
     * @param ownerRecord plain values: strings, numbers, instants, and lists and maps of them
     */
    public boolean record(RequestKey key, Map<String, Object> ownerRecord, OutboxEntry event) {
        return requests.record(key, ownerRecord, event);
    }

    /**
     * Releases what the request holds, immediately and finally: every later reserve or commit call for it is refused, even if the request
     * was unknown. A request that is already committed stays committed.
     *
     * @throws ConcurrentRequestException if concurrent calls for the same request leave the outcome undecided
     */
    public ReleaseResult release(RequestKey key) {
        return release.release(key);
    }

    /** Extends the lease to at least this duration from now, even if it has expired but is not settled yet. */
    public ExtendResult extend(RequestKey key, Duration lease) {
        return extend.extend(key, lease);
    }

    /** Previews a {@link #commit}: what it would do now. */
    public ChangePreview previewCommit(RequestKey key, List<Line> linesIfUnknown) {
        return preview.commit(key, linesIfUnknown);
    }

    /** Previews a {@link #release}: what it would do now. */
    public ChangePreview previewRelease(RequestKey key) {
        return preview.release(key);
    }

    /**
     * Returns the current request.
     *
     * @throws io.checkoutsuite.mongo.UnreadableDocumentException if it cannot be read
     */
    public Optional<ReservationRequest> find(RequestKey key) {
        return requests.find(key);
    }

    /**
     * Returns the tenant's reserved and committed requests after the given request id, ordered by request id.
     *
     * @param created restricts the time of creation; null for any
     * @param as converts a request; requests that cannot be read or converted are left out
     */
    public <T> List<T> holding(
            String tenant, @Nullable TimeRange created, String after, int limit, Function<ReservationRequest, T> as) {
        return requests.holding(tenant, created, after, limit, as);
    }
}
