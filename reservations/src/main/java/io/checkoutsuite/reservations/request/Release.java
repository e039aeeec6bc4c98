package io.checkoutsuite.reservations.request;

import io.checkoutsuite.reservations.counter.Hold;
import io.checkoutsuite.reservations.counter.Holds;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Ends a request finally and releases its holds. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class Release {

    private static final int ATTEMPTS = 5;

    private final Requests requests;
    private final Holds holds;
    private final Clock clock;

    public ReleaseResult release(RequestKey key) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<ReservationRequest> released = requests.rollBack(key);
            if (released.isPresent()) {
                releaseHolds(released.get());
                return ReleaseResult.RELEASED;
            }
            if (requests.insert(ReservationRequest.tombstone(key, clock.instant()))) {
                return ReleaseResult.RELEASED;
            }
            if (requests.find(key)
                    .map(ReservationRequest::state)
                    .filter(RequestState.Committed.class::isInstance)
                    .isPresent()) {
                return ReleaseResult.COMMITTED;
            }
        }
        throw new ConcurrentRequestException(key);
    }

    /** A crashed or late call may have left holds of older generations; this releases all of them. */
    private void releaseHolds(ReservationRequest released) {
        if (holds.release(released.holds()) == released.lines().size()) {
            return;
        }
        for (List<Hold> left = holds.heldBy(released.id(), released.counters());
                !left.isEmpty();
                left = holds.heldBy(released.id(), released.counters())) {
            holds.release(left);
        }
    }
}
