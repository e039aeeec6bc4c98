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
class Keeping {

    private static final int ATTEMPTS = 12;

    /** After this lease the sweep settles holds of a commit that crashed between deciding and settling. */
    static final Duration RETAKE_LEASE = Duration.ofMinutes(1);

    private final Requests requests;
    private final Counters counters;
    private final Acquisition acquisition;
    private final Clock clock;
    private final Pace pace;

    Kept keep(RequestKey key, List<Line> linesIfUnknown, Map<String, String> attributes, OnShort onShort) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Request seen = requests.find(key.id());
            if (attempt > 1 && seen != null && seen.state() == State.RETAKING) {
                pace.giveWay();
            }
            Kept kept = seen == null ? fromNothing(key, linesIfUnknown, attributes, onShort) : from(seen, onShort);
            if (kept != null) {
                return kept;
            }
        }
        throw new RequestContended(key);
    }

    /** Commits the request only if this generation holds all its lines. Returns false if it does not, or if another call changed it. */
    boolean commitHeld(Request seen) {
        Acquired held = acquisition.look(seen);
        return held.isComplete() && hardened(seen, held) != null;
    }

    private @Nullable Kept fromNothing(
            RequestKey key, List<Line> lines, Map<String, String> attributes, OnShort onShort) {
        Instant now = clock.instant();
        Request unknown = Request.retaking(key, lines, now, now.plus(RETAKE_LEASE), attributes);
        return requests.insert(unknown) ? retaken(unknown, onShort) : null;
    }

    private @Nullable Kept from(Request seen, OnShort onShort) {
        return switch (seen.state()) {
            case HARD -> folded(seen, seen.shortages());
            case RETAKING -> takenAnew(seen, onShort);
            case RELEASED -> seen.isRolledBack() ? new Kept.RolledBack() : takenAnew(seen, onShort);
            case SOFT -> {
                Acquired held = acquisition.look(seen);
                yield held.isComplete() ? hardened(seen, held) : takenAnew(seen, onShort);
            }
        };
    }

    private @Nullable Kept hardened(Request seen, Acquired held) {
        return requests.harden(seen, held.uncounted()) ? folded(seen, List.of()) : null;
    }

    private @Nullable Kept takenAnew(Request seen, OnShort onShort) {
        Request mine = requests.retake(seen, clock.instant().plus(RETAKE_LEASE));
        return mine == null ? null : retaken(mine, onShort);
    }

    private @Nullable Kept retaken(Request mine, OnShort onShort) {
        Acquired acquired = acquisition.acquire(mine);
        if (requests.settle(mine, acquired, onShort)) {
            return folded(mine, acquired.shortages());
        }
        counters.giveBack(mine.entries());
        return null;
    }

    private Kept folded(Request kept, List<Shortage> shortages) {
        counters.fold(kept.entries());
        return shortages.isEmpty() ? new Kept.Done() : new Kept.DoneShort(shortages);
    }
}
