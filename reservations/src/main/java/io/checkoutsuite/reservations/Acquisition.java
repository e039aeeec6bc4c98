package io.checkoutsuite.reservations;

import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;

/** Puts the entries of one take into their counters, as far as they can be had. */
@RequiredArgsConstructor
class Acquisition {

    private static final int ROUNDS = 3;

    private final Counters counters;

    /** What could not be had; empty when every counter holds its entry or needs none. */
    List<Shortage> acquire(Request request) {
        List<Entry> missing = request.entries();
        for (int round = 1; ; round++) {
            if (counters.add(missing) == missing.size()) {
                return List.of();
            }
            Map<String, Standing> standings = counters.standings(missing);
            missing = missing.stream()
                    .filter(entry -> !Standing.satisfied(standings.get(entry.counter())))
                    .toList();
            if (missing.isEmpty()
                    || round == ROUNDS
                    || missing.stream()
                            .noneMatch(entry -> Standing.couldGive(standings.get(entry.counter()), entry.quantity()))) {
                return missing.stream()
                        .map(entry -> Standing.shortage(
                                new Line(entry.counter(), entry.quantity()), standings.get(entry.counter())))
                        .toList();
            }
        }
    }

    /** Whether the counters hold everything for the request's current take. */
    boolean isComplete(Request request) {
        Map<String, Standing> standings = counters.standings(request.entries());
        return request.lines().stream().allMatch(line -> Standing.satisfied(standings.get(line.counter())));
    }
}
