package io.checkoutsuite.reservations;

import java.time.Clock;
import java.util.List;
import lombok.RequiredArgsConstructor;

/** Ends a request finally and releases its holds. */
@RequiredArgsConstructor
class Release {

    private static final int ATTEMPTS = 5;

    private final ReservationRequestStore requests;
    private final CounterStore counters;
    private final Clock clock;

    ReleaseResult release(RequestKey key) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            ReservationRequest released = requests.rollBack(key.id());
            if (released != null) {
                releaseHolds(released);
                return ReleaseResult.RELEASED;
            }
            if (requests.insert(ReservationRequest.tombstone(key, clock.instant()))) {
                return ReleaseResult.RELEASED;
            }
            ReservationRequest seen = requests.find(key.id());
            if (seen != null && seen.state() == RequestState.COMMITTED) {
                return ReleaseResult.COMMITTED;
            }
        }
        throw new ConcurrentRequestException(key);
    }

    /** A crashed or late call may have left holds of older generations; this releases all of them. */
    private void releaseHolds(ReservationRequest released) {
        if (counters.release(released.holds()) == released.lines().size()) {
            return;
        }
        List<String> names = released.lines().stream().map(Line::counter).toList();
        for (List<Hold> left = counters.heldBy(released.id(), names);
                !left.isEmpty();
                left = counters.heldBy(released.id(), names)) {
            counters.release(left);
        }
    }
}
