package io.checkoutsuite.reservations;

import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Reserves all lines of a request or none. */
@RequiredArgsConstructor
class Reserve {

    private static final int ATTEMPTS = 12;

    private final ReservationRequestStore requests;
    private final CounterStore counters;
    private final HoldPlacement placement;
    private final StepHook hook;

    ReserveResult reserve(ReservationRequest wanted) {
        if (requests.insert(wanted)) {
            ReserveResult result = place(wanted);
            if (result != null) {
                return result;
            }
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            ReservationRequest seen = requests.find(wanted.id());
            ReserveResult result = seen == null ? null : repeat(wanted, seen, attempt);
            if (result != null) {
                return result;
            }
        }
        throw new ConcurrentRequestException(wanted.key());
    }

    private @Nullable ReserveResult repeat(ReservationRequest wanted, ReservationRequest seen, int attempt) {
        if (!seen.isTombstone() && !seen.lines().equals(wanted.lines())) {
            throw new RequestIdReusedException(wanted.key());
        }
        return switch (seen.state()) {
            case COMMITTED, REACQUIRING -> new ReserveResult.Reserved();
            case RELEASED -> new ReserveResult.Closed(seen.releasedFor());
            case RESERVED -> resume(seen, wanted.until(), attempt);
        };
    }

    private @Nullable ReserveResult resume(ReservationRequest seen, Instant until, int attempt) {
        if (placement.inspect(seen).isComplete()) {
            return requests.renew(seen, until) ? new ReserveResult.Reserved() : null;
        }
        if (attempt > 1 && attempt % 2 == 0) {
            hook.backOff();
            return null;
        }
        ReservationRequest mine = requests.nextGeneration(seen, until);
        return mine == null ? null : place(mine);
    }

    /** Returns null if another call changed the request. Then nothing of this generation is held, and the request has to be read again. */
    private @Nullable ReserveResult place(ReservationRequest mine) {
        List<Shortage> shortages = placement.place(mine).shortages();
        if (shortages.isEmpty() && isStillHeldBy(mine)) {
            return new ReserveResult.Reserved();
        }
        boolean refused = !shortages.isEmpty() && requests.refuse(mine);
        counters.release(mine.holds());
        return refused ? new ReserveResult.Refused(shortages) : null;
    }

    /** A release or a newer call may have run between the request's write and the placing of holds, without seeing them. */
    private boolean isStillHeldBy(ReservationRequest mine) {
        ReservationRequest now = requests.find(mine.id());
        return now != null
                && now.generation() == mine.generation()
                && (now.state() == RequestState.RESERVED || now.state() == RequestState.COMMITTED);
    }
}
