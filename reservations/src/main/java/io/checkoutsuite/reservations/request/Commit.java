package io.checkoutsuite.reservations.request;

import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.reservations.counter.Holds;
import io.checkoutsuite.reservations.counter.Shortage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Commits what a request holds, and reserves again what it lost. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class Commit {

    /** After this lease the sweep settles holds of a commit that crashed between deciding and settling. */
    public static final Duration REACQUIRE_LEASE = Duration.ofMinutes(1);

    private static final int ATTEMPTS = 12;

    private final Requests requests;
    private final Holds holds;
    private final HoldPlacement placement;
    private final BackOff backOff;
    private final Clock clock;

    public CommitResult commit(
            RequestKey key, List<Line> linesIfUnknown, Map<String, String> attributes, ShortageHandler onShortage) {
        List<Line> lines = Line.summed(key, linesIfUnknown);
        Optional<CommitResult> usual = commitAsReserved(key, lines);
        if (usual.isPresent()) {
            return usual.get();
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<ReservationRequest> seen = requests.find(key);
            if (attempt > 1
                    && seen.map(ReservationRequest::state)
                            .filter(RequestState.Reacquiring.class::isInstance)
                            .isPresent()) {
                backOff.pause();
            }
            Optional<CommitResult> result = seen.isEmpty()
                    ? commitUnknown(key, lines, attributes, onShortage)
                    : commitKnown(seen.get(), onShortage);
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new ConcurrentRequestException(key);
    }

    /** Commits the request only if this generation holds all its lines. Returns false if it does not, or if another call changed it. */
    public boolean commitHeld(ReservationRequest seen) {
        PlacementResult held = placement.inspect(seen);
        return held.isComplete() && committed(seen, held).isPresent();
    }

    /** Commits a request that is as its first reserve left it, without reading it. Empty if it is not. */
    private Optional<CommitResult> commitAsReserved(RequestKey key, List<Line> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        ReservationRequest expected = ReservationRequest.reserved(key, lines, Instant.EPOCH, Instant.EPOCH, Map.of());
        PlacementResult held = placement.inspect(expected);
        return held.isComplete() && requests.commitAsReserved(expected, held.uncounted())
                ? Optional.of(settled(expected, List.of()))
                : Optional.empty();
    }

    private Optional<CommitResult> commitUnknown(
            RequestKey key, List<Line> lines, Map<String, String> attributes, ShortageHandler onShortage) {
        Instant now = clock.instant();
        Instant leaseUntil = now.plus(REACQUIRE_LEASE);
        ReservationRequest unknown = ReservationRequest.reacquiring(key, lines, now, leaseUntil, attributes);
        return requests.insert(unknown) ? placeAndCommit(unknown, leaseUntil, onShortage) : Optional.empty();
    }

    private Optional<CommitResult> commitKnown(ReservationRequest seen, ShortageHandler onShortage) {
        return switch (seen.state()) {
            case RequestState.Committed committed -> Optional.of(settled(seen, committed.shortages()));
            case RequestState.Reacquiring reacquiring -> reacquire(seen, onShortage);
            case RequestState.Released released ->
                seen.isRolledBack() ? Optional.of(new CommitResult.RolledBack()) : reacquire(seen, onShortage);
            case RequestState.Reserved reserved -> {
                PlacementResult held = placement.inspect(seen);
                yield held.isComplete() ? committed(seen, held) : reacquire(seen, onShortage);
            }
        };
    }

    private Optional<CommitResult> committed(ReservationRequest seen, PlacementResult held) {
        return requests.commit(seen, held.uncounted()) ? Optional.of(settled(seen, List.of())) : Optional.empty();
    }

    private Optional<CommitResult> reacquire(ReservationRequest seen, ShortageHandler onShortage) {
        Instant leaseUntil = clock.instant().plus(REACQUIRE_LEASE);
        return requests.reacquire(seen, leaseUntil).flatMap(mine -> placeAndCommit(mine, leaseUntil, onShortage));
    }

    private Optional<CommitResult> placeAndCommit(
            ReservationRequest mine, Instant leaseUntil, ShortageHandler onShortage) {
        PlacementResult placed = placement.place(mine, leaseUntil);
        List<OutboxEntry> events = placed.isComplete() ? List.of() : onShortage.events(placed.shortages());
        if (requests.commitReacquired(mine, placed.shortages(), placed.uncounted(), events)) {
            return Optional.of(settled(mine, placed.shortages()));
        }
        holds.release(mine.holds());
        return Optional.empty();
    }

    private CommitResult settled(ReservationRequest committed, List<Shortage> shortages) {
        holds.settle(committed.holds());
        return shortages.isEmpty() ? new CommitResult.Committed() : new CommitResult.CommittedWithShortages(shortages);
    }
}
