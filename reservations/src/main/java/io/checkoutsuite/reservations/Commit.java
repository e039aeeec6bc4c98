package io.checkoutsuite.reservations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Commits what a request holds, and reserves again what it lost. */
@RequiredArgsConstructor
class Commit {

    private static final int ATTEMPTS = 12;

    /** After this lease the sweep settles holds of a commit that crashed between deciding and settling. */
    static final Duration REACQUIRE_LEASE = Duration.ofMinutes(1);

    private final ReservationRequestStore requests;
    private final CounterStore counters;
    private final HoldPlacement placement;
    private final Clock clock;
    private final StepHook hook;

    CommitResult commit(
            RequestKey key, List<Line> linesIfUnknown, Map<String, String> attributes, ShortageHandler onShortage) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            ReservationRequest seen = requests.find(key.id());
            if (attempt > 1 && seen != null && seen.state() == RequestState.REACQUIRING) {
                hook.backOff();
            }
            CommitResult committed = seen == null
                    ? commitUnknown(key, linesIfUnknown, attributes, onShortage)
                    : commitKnown(seen, onShortage);
            if (committed != null) {
                return committed;
            }
        }
        throw new ConcurrentRequestException(key);
    }

    /** Commits the request only if this generation holds all its lines. Returns false if it does not, or if another call changed it. */
    boolean commitHeld(ReservationRequest seen) {
        PlacementResult held = placement.inspect(seen);
        return held.isComplete() && committed(seen, held) != null;
    }

    private @Nullable CommitResult commitUnknown(
            RequestKey key, List<Line> lines, Map<String, String> attributes, ShortageHandler onShortage) {
        Instant now = clock.instant();
        ReservationRequest unknown =
                ReservationRequest.reacquiring(key, lines, now, now.plus(REACQUIRE_LEASE), attributes);
        return requests.insert(unknown) ? placeAndCommit(unknown, onShortage) : null;
    }

    private @Nullable CommitResult commitKnown(ReservationRequest seen, ShortageHandler onShortage) {
        return switch (seen.state()) {
            case COMMITTED -> settled(seen, seen.shortages());
            case REACQUIRING -> reacquire(seen, onShortage);
            case RELEASED -> seen.isRolledBack() ? new CommitResult.RolledBack() : reacquire(seen, onShortage);
            case RESERVED -> {
                PlacementResult held = placement.inspect(seen);
                yield held.isComplete() ? committed(seen, held) : reacquire(seen, onShortage);
            }
        };
    }

    private @Nullable CommitResult committed(ReservationRequest seen, PlacementResult held) {
        return requests.commit(seen, held.uncounted()) ? settled(seen, List.of()) : null;
    }

    private @Nullable CommitResult reacquire(ReservationRequest seen, ShortageHandler onShortage) {
        ReservationRequest mine = requests.reacquire(seen, clock.instant().plus(REACQUIRE_LEASE));
        return mine == null ? null : placeAndCommit(mine, onShortage);
    }

    private @Nullable CommitResult placeAndCommit(ReservationRequest mine, ShortageHandler onShortage) {
        PlacementResult placed = placement.place(mine);
        if (requests.commitReacquired(mine, placed, onShortage)) {
            return settled(mine, placed.shortages());
        }
        counters.release(mine.holds());
        return null;
    }

    private CommitResult settled(ReservationRequest committed, List<Shortage> shortages) {
        counters.settle(committed.holds());
        return shortages.isEmpty() ? new CommitResult.Committed() : new CommitResult.CommittedWithShortages(shortages);
    }
}
