package io.checkoutsuite.reservations.request;

import io.checkoutsuite.reservations.counter.CounterStatus;
import io.checkoutsuite.reservations.counter.Hold;
import io.checkoutsuite.reservations.counter.Holds;
import io.checkoutsuite.reservations.counter.Shortage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Places the holds of one generation in their counters, as far as the quantities are available. */
@Component
@RequiredArgsConstructor
class HoldPlacement {

    private static final int ROUNDS = 3;

    private final Holds holds;

    /** The result is complete if every counter has its hold or needs none. */
    PlacementResult place(ReservationRequest request, Instant leaseUntil) {
        List<Hold> missing = request.holds();
        List<String> uncounted = new ArrayList<>();
        for (int round = 1; ; round++) {
            if (holds.place(missing, leaseUntil) == missing.size()) {
                return new PlacementResult(List.of(), uncounted);
            }
            Map<String, CounterStatus> statuses = holds.statuses(missing);
            uncounted.addAll(uncounted(missing, statuses));
            missing = unsatisfied(missing, statuses);
            if (missing.isEmpty()
                    || round == ROUNDS
                    || missing.stream().noneMatch(hold -> status(hold, statuses).canPlace(hold.quantity()))) {
                return new PlacementResult(shortages(missing, statuses), uncounted);
            }
        }
    }

    /** Returns what the counters hold for the request's current generation; reads only. */
    PlacementResult inspect(ReservationRequest request) {
        List<Hold> wanted = request.holds();
        Map<String, CounterStatus> statuses = holds.statuses(wanted);
        return new PlacementResult(shortages(unsatisfied(wanted, statuses), statuses), uncounted(wanted, statuses));
    }

    private static List<Hold> unsatisfied(List<Hold> wanted, Map<String, CounterStatus> statuses) {
        return wanted.stream()
                .filter(hold -> !status(hold, statuses).isSatisfied())
                .toList();
    }

    private static List<String> uncounted(List<Hold> wanted, Map<String, CounterStatus> statuses) {
        return wanted.stream()
                .filter(hold -> status(hold, statuses).isUncounted())
                .map(Hold::counter)
                .toList();
    }

    private static List<Shortage> shortages(List<Hold> wanted, Map<String, CounterStatus> statuses) {
        return wanted.stream()
                .map(hold -> status(hold, statuses).shortage(hold))
                .toList();
    }

    private static CounterStatus status(Hold hold, Map<String, CounterStatus> statuses) {
        return statuses.getOrDefault(hold.counter(), CounterStatus.UNKNOWN);
    }
}
