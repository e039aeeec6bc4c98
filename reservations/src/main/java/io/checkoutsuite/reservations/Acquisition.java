package io.checkoutsuite.reservations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;

/** Places the holds of one generation in their counters, as far as the quantities are available. */
@RequiredArgsConstructor
class Acquisition {

    private static final int ROUNDS = 3;

    private final Counters counters;

    /** The result is complete if every counter has its hold or needs none. */
    Acquired acquire(Request request) {
        List<Entry> missing = request.entries();
        List<String> uncounted = new ArrayList<>();
        for (int round = 1; ; round++) {
            if (counters.add(missing) == missing.size()) {
                return new Acquired(List.of(), uncounted);
            }
            Map<String, Standing> standings = counters.standings(missing);
            uncounted.addAll(uncounted(missing, standings));
            missing = unsatisfied(missing, standings);
            if (missing.isEmpty()
                    || round == ROUNDS
                    || missing.stream()
                            .noneMatch(entry -> Standing.couldGive(standings.get(entry.counter()), entry.quantity()))) {
                return new Acquired(shortages(missing, standings), uncounted);
            }
        }
    }

    /** Returns what the counters hold for the request's current generation; reads only. */
    Acquired look(Request request) {
        List<Entry> entries = request.entries();
        Map<String, Standing> standings = counters.standings(entries);
        return new Acquired(
                shortages(unsatisfied(entries, standings), standings), List.copyOf(uncounted(entries, standings)));
    }

    private static List<Entry> unsatisfied(List<Entry> entries, Map<String, Standing> standings) {
        return entries.stream()
                .filter(entry -> !Standing.satisfied(standings.get(entry.counter())))
                .toList();
    }

    private static List<String> uncounted(List<Entry> entries, Map<String, Standing> standings) {
        return entries.stream()
                .map(Entry::counter)
                .filter(counter -> Standing.isUncounted(standings.get(counter)))
                .toList();
    }

    private static List<Shortage> shortages(List<Entry> entries, Map<String, Standing> standings) {
        return entries.stream()
                .map(entry ->
                        Standing.shortage(new Line(entry.counter(), entry.quantity()), standings.get(entry.counter())))
                .toList();
    }
}
