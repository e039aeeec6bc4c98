package io.checkoutsuite.reservations;

import java.time.Clock;
import java.util.List;
import lombok.RequiredArgsConstructor;

/** Ends a request finally and releases its holds. */
@RequiredArgsConstructor
class GivingBack {

    private static final int ATTEMPTS = 5;

    private final Requests requests;
    private final Counters counters;
    private final Clock clock;

    GivenBack giveBack(RequestKey key) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Request released = requests.rollBack(key.id());
            if (released != null) {
                emptyOut(released);
                return GivenBack.RELEASED;
            }
            if (requests.insert(Request.tombstone(key, clock.instant()))) {
                return GivenBack.RELEASED;
            }
            Request seen = requests.find(key.id());
            if (seen != null && seen.state() == State.HARD) {
                return GivenBack.KEPT;
            }
        }
        throw new RequestContended(key);
    }

    /** A crashed or late call may have left holds of older generations; this releases all of them. */
    private void emptyOut(Request released) {
        if (counters.giveBack(released.entries()) == released.lines().size()) {
            return;
        }
        List<String> names = released.lines().stream().map(Line::counter).toList();
        for (List<Entry> left = counters.heldBy(released.id(), names);
                !left.isEmpty();
                left = counters.heldBy(released.id(), names)) {
            counters.giveBack(left);
        }
    }
}
