package io.checkoutsuite.reservations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;

/** Places the holds of one generation in their counters, as far as the quantities are available. */
@RequiredArgsConstructor
class HoldPlacement {

    private static final int ROUNDS = 3;

    private final CounterStore counters;

    /** The result is complete if every counter has its hold or needs none. */
    PlacementResult place(ReservationRequest request) {
        List<Hold> missing = request.holds();
        List<String> uncounted = new ArrayList<>();
        for (int round = 1; ; round++) {
            if (counters.place(missing) == missing.size()) {
                return new PlacementResult(List.of(), uncounted);
            }
            Map<String, CounterStatus> statuses = counters.statuses(missing);
            uncounted.addAll(uncounted(missing, statuses));
            missing = unsatisfied(missing, statuses);
            if (missing.isEmpty()
                    || round == ROUNDS
                    || missing.stream()
                            .noneMatch(hold -> CounterStatus.canPlace(statuses.get(hold.counter()), hold.quantity()))) {
                return new PlacementResult(shortages(missing, statuses), uncounted);
            }
        }
    }

    /** Returns what the counters hold for the request's current generation; reads only. */
    PlacementResult inspect(ReservationRequest request) {
        List<Hold> holds = request.holds();
        Map<String, CounterStatus> statuses = counters.statuses(holds);
        return new PlacementResult(
                shortages(unsatisfied(holds, statuses), statuses), List.copyOf(uncounted(holds, statuses)));
    }

    private static List<Hold> unsatisfied(List<Hold> holds, Map<String, CounterStatus> statuses) {
        return holds.stream()
                .filter(hold -> !CounterStatus.isSatisfied(statuses.get(hold.counter())))
                .toList();
    }

    private static List<String> uncounted(List<Hold> holds, Map<String, CounterStatus> statuses) {
        return holds.stream()
                .map(Hold::counter)
                .filter(counter -> CounterStatus.isUncounted(statuses.get(counter)))
                .toList();
    }

    private static List<Shortage> shortages(List<Hold> holds, Map<String, CounterStatus> statuses) {
        return holds.stream()
                .map(hold ->
                        CounterStatus.shortage(new Line(hold.counter(), hold.quantity()), statuses.get(hold.counter())))
                .toList();
    }
}
