package io.checkoutsuite.reservations;

import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Reserves all lines of a request or none. */
@RequiredArgsConstructor
class Taking {

    private static final int ATTEMPTS = 12;

    private final Requests requests;
    private final Counters counters;
    private final Acquisition acquisition;
    private final Pace pace;

    Taken take(Request wanted) {
        if (requests.insert(wanted)) {
            Taken taken = fill(wanted);
            if (taken != null) {
                return taken;
            }
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Request seen = requests.find(wanted.id());
            Taken taken = seen == null ? null : again(wanted, seen, attempt);
            if (taken != null) {
                return taken;
            }
        }
        throw new RequestContended(wanted.key());
    }

    private @Nullable Taken again(Request wanted, Request seen, int attempt) {
        if (!seen.isTombstone() && !seen.lines().equals(wanted.lines())) {
            throw new OtherLinesUnderOneRequest(wanted.key());
        }
        return switch (seen.state()) {
            case HARD, RETAKING -> new Taken.Granted();
            case RELEASED -> new Taken.Closed(seen.releasedFor());
            case SOFT -> goOn(seen, wanted.until(), attempt);
        };
    }

    private @Nullable Taken goOn(Request seen, Instant until, int attempt) {
        if (acquisition.look(seen).isComplete()) {
            return requests.renew(seen, until) ? new Taken.Granted() : null;
        }
        if (attempt > 1 && attempt % 2 == 0) {
            pace.giveWay();
            return null;
        }
        Request mine = requests.nextTake(seen, until);
        return mine == null ? null : fill(mine);
    }

    /** Returns null if another call changed the request. Then nothing of this generation is held, and the request has to be read again. */
    private @Nullable Taken fill(Request mine) {
        List<Shortage> shortages = acquisition.acquire(mine).shortages();
        if (shortages.isEmpty() && isStillHeldBy(mine)) {
            return new Taken.Granted();
        }
        boolean refused = !shortages.isEmpty() && requests.refuse(mine);
        counters.giveBack(mine.entries());
        return refused ? new Taken.Short(shortages) : null;
    }

    /** A release or a newer call may have run between the request's write and the placing of holds, without seeing them. */
    private boolean isStillHeldBy(Request mine) {
        Request now = requests.find(mine.id());
        return now != null && now.take() == mine.take() && (now.state() == State.SOFT || now.state() == State.HARD);
    }
}
