package io.checkoutsuite.reservations.request;

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

/** Reserves all lines of a request or none. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class Reserve {

    private static final int ATTEMPTS = 12;

    private final Requests requests;
    private final Holds holds;
    private final HoldPlacement placement;
    private final BackOff backOff;
    private final Clock clock;

    public ReserveResult reserve(RequestKey key, List<Line> lines, Duration lease, Map<String, String> attributes) {
        Instant now = clock.instant();
        Instant leaseUntil = now.plus(lease);
        ReservationRequest wanted =
                ReservationRequest.reserved(key, Line.summed(key, lines), now, leaseUntil, attributes);
        if (requests.insert(wanted)) {
            Optional<ReserveResult> result = place(wanted, leaseUntil);
            if (result.isPresent()) {
                return result.get();
            }
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            int number = attempt;
            Optional<ReserveResult> result =
                    requests.find(key).flatMap(seen -> repeat(wanted, seen, leaseUntil, number));
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new ConcurrentRequestException(key);
    }

    /** Empty if another call changed the request, so that it has to be read again. */
    private Optional<ReserveResult> repeat(
            ReservationRequest wanted, ReservationRequest seen, Instant leaseUntil, int attempt) {
        if (!seen.isTombstone() && !seen.lines().equals(wanted.lines())) {
            throw new RequestIdReusedException(wanted.key());
        }
        return switch (seen.state()) {
            case RequestState.Committed committed -> Optional.of(new ReserveResult.Reserved());
            case RequestState.Reacquiring reacquiring -> Optional.of(new ReserveResult.Reserved());
            case RequestState.Released(var reason) -> Optional.of(new ReserveResult.Closed(reason));
            case RequestState.Reserved reserved -> resume(seen, leaseUntil, attempt);
        };
    }

    private Optional<ReserveResult> resume(ReservationRequest seen, Instant leaseUntil, int attempt) {
        if (placement.inspect(seen).isComplete()) {
            return requests.renew(seen, leaseUntil) ? Optional.of(new ReserveResult.Reserved()) : Optional.empty();
        }
        if (attempt > 1 && attempt % 2 == 0) {
            backOff.pause();
            return Optional.empty();
        }
        return requests.nextGeneration(seen, leaseUntil).flatMap(mine -> place(mine, leaseUntil));
    }

    /** Empty if another call changed the request. Then nothing of this generation is held, and the request has to be read again. */
    private Optional<ReserveResult> place(ReservationRequest mine, Instant leaseUntil) {
        List<Shortage> shortages = placement.place(mine, leaseUntil).shortages();
        if (shortages.isEmpty() && isStillHeldBy(mine)) {
            return Optional.of(new ReserveResult.Reserved());
        }
        boolean refused = !shortages.isEmpty() && requests.refuse(mine);
        holds.release(mine.holds());
        return refused ? Optional.of(new ReserveResult.Refused(shortages)) : Optional.empty();
    }

    /** A release or a newer call may have run between the request's write and the placing of holds, without seeing them. */
    private boolean isStillHeldBy(ReservationRequest mine) {
        return requests.find(mine.key())
                .filter(now -> now.generation() == mine.generation())
                .filter(now ->
                        now.state() instanceof RequestState.Reserved || now.state() instanceof RequestState.Committed)
                .isPresent();
    }
}
