package io.checkoutsuite.reservations.ledger;

import io.checkoutsuite.reservations.ledger.Mismatch.Figure;
import io.checkoutsuite.reservations.request.Line;
import io.checkoutsuite.reservations.request.RequestState;
import io.checkoutsuite.reservations.request.ReservationRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/**
 * Recomputes the figures of counters: reserved is the sum of a counter's holds; committed is the sum of the committed requests, without
 * those whose hold is not settled yet. Counters are read before requests: a change in between either concerns a hold that was read or
 * changes the counter, and a changed counter is not written.
 */
@Component
@RequiredArgsConstructor
class Recomputation {

    /** The number of attempts for a counter that changes during the computation. */
    private static final int ROUNDS = 5;

    private final StoredFigures figures;
    private final RequestHistory requests;

    private record Comparison(CounterFigures stored, CounterFigures computed) {

        boolean isEqual() {
            return stored.equals(computed);
        }

        List<Mismatch> mismatches(boolean repaired) {
            return Stream.of(
                            mismatch(Figure.SOFT, stored.soft(), computed.soft(), repaired),
                            mismatch(Figure.HARD, stored.hard(), computed.hard(), repaired),
                            mismatch(Figure.AVAILABLE, stored.available(), computed.available(), repaired))
                    .filter(mismatch -> mismatch.stored() != mismatch.computed())
                    .toList();
        }

        private Mismatch mismatch(Figure figure, long before, long now, boolean repaired) {
            return new Mismatch(stored.counter(), figure, before, now, repaired);
        }
    }

    List<Mismatch> recompute(Collection<String> counters, boolean repair) {
        List<Mismatch> found = new ArrayList<>();
        List<String> left = counters.stream().distinct().toList();
        for (int round = 1; round <= ROUNDS && !left.isEmpty(); round++) {
            List<String> changedMeanwhile = new ArrayList<>();
            for (Comparison comparison : compared(left)) {
                if (comparison.isEqual()) {
                    continue;
                }
                boolean repaired = repair && figures.repair(comparison.stored(), comparison.computed());
                if (repair && !repaired && round < ROUNDS) {
                    changedMeanwhile.add(comparison.stored().counter());
                } else {
                    found.addAll(comparison.mismatches(repaired));
                }
            }
            left = changedMeanwhile;
        }
        return found;
    }

    private List<Comparison> compared(List<String> ids) {
        List<CounterFigures> stored = figures.read(ids);
        Map<String, Long> committed = new HashMap<>();
        Map<String, Map<String, Integer>> committedGenerations = new HashMap<>();
        try (Stream<ReservationRequest> all = requests.committed(ids)) {
            all.forEach(request -> countedLines(request).forEach(line -> {
                committed.merge(line.counter(), line.quantity(), Math::addExact);
                committedGenerations
                        .computeIfAbsent(line.counter(), counter -> new HashMap<>())
                        .put(request.id(), request.generation());
            }));
        }
        return stored.stream()
                .map(counter -> new Comparison(
                        counter,
                        computed(
                                counter,
                                committed.getOrDefault(counter.counter(), 0L),
                                committedGenerations.getOrDefault(counter.counter(), Map.of()))))
                .toList();
    }

    private static CounterFigures computed(
            CounterFigures stored, long committed, Map<String, Integer> committedGenerations) {
        long soft = 0;
        long unsettled = 0;
        for (CounterFigures.OpenHold open : stored.holds()) {
            soft += open.hold().quantity();
            if (Objects.equals(
                    committedGenerations.get(open.hold().requestId()),
                    open.hold().generation())) {
                unsettled += open.hold().quantity();
            }
        }
        return stored.with(soft, committed - unsettled);
    }

    private static Stream<Line> countedLines(ReservationRequest request) {
        return request.state() instanceof RequestState.Committed committed
                ? request.lines().stream()
                        .filter(line -> !committed.uncounted().contains(line.counter()))
                        .filter(line -> committed.shortages().stream()
                                .noneMatch(shortage -> shortage.counter().equals(line.counter())))
                : Stream.empty();
    }
}
