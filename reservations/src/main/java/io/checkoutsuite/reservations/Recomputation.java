package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.Counter.number;
import static io.checkoutsuite.reservations.CounterFields.*;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.reservations.Mismatch.Figure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Recomputes the figures of counters: reserved is the sum of a counter's holds; committed is the sum of the committed requests, without
 * those whose hold is not settled yet. Counters are read before requests: a change in between either concerns a hold that was read or
 * changes the counter, and a changed counter is not written.
 */
@RequiredArgsConstructor
class Recomputation {

    /** The number of attempts for a counter that changes during the computation. */
    private static final int ROUNDS = 5;

    private final MongoOperations mongo;
    private final String counterCollection;
    private final ReservationRequestStore requests;
    private final StepHook hook;

    private record ComputedFigures(Document counter, long soft, long hard) {

        long available() {
            return number(counter, TOTAL) - number(counter, BUFFER) - soft - hard;
        }

        List<Mismatch> mismatches(boolean repaired) {
            return Stream.of(
                            mismatch(Figure.SOFT, SOFT, soft, repaired),
                            mismatch(Figure.HARD, HARD, hard, repaired),
                            mismatch(Figure.AVAILABLE, AVAILABLE, available(), repaired))
                    .filter(mismatch -> mismatch.stored() != mismatch.computed())
                    .toList();
        }

        private Mismatch mismatch(Figure figure, String field, long computed, boolean repaired) {
            return new Mismatch(counter.getString("_id"), figure, number(counter, field), computed, repaired);
        }
    }

    List<Mismatch> recompute(Collection<String> counters, boolean repair) {
        List<Mismatch> found = new ArrayList<>();
        List<String> left = counters.stream().distinct().toList();
        for (int round = 1; round <= ROUNDS && !left.isEmpty(); round++) {
            List<String> changedMeanwhile = new ArrayList<>();
            for (ComputedFigures figures : recomputed(left)) {
                if (figures.mismatches(false).isEmpty()) {
                    continue;
                }
                boolean repaired = repair && repaired(figures);
                if (repair && !repaired && round < ROUNDS) {
                    changedMeanwhile.add(figures.counter().getString("_id"));
                } else {
                    found.addAll(figures.mismatches(repaired));
                }
            }
            left = changedMeanwhile;
        }
        return found;
    }

    private List<ComputedFigures> recomputed(List<String> ids) {
        hook.before("read counters");
        List<Document> counters = mongo.find(query(where("_id").in(ids)), Document.class, counterCollection);
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
        return counters.stream()
                .map(counter -> {
                    String id = counter.getString("_id");
                    return recomputed(
                            counter, committed.getOrDefault(id, 0L), committedGenerations.getOrDefault(id, Map.of()));
                })
                .toList();
    }

    private static ComputedFigures recomputed(
            Document counter, long committed, Map<String, Integer> committedGenerations) {
        long soft = 0;
        long unsettled = 0;
        for (Document stored : counter.getList(OPEN, Document.class, List.of())) {
            Hold hold = Hold.of(counter.getString("_id"), stored);
            soft += hold.quantity();
            if (Objects.equals(committedGenerations.get(hold.request()), hold.generation())) {
                unsettled += hold.quantity();
            }
        }
        return new ComputedFigures(counter, soft, committed - unsettled);
    }

    private static Stream<Line> countedLines(ReservationRequest committed) {
        return committed.lines().stream()
                .filter(line -> !committed.uncounted().contains(line.counter()))
                .filter(line -> committed.shortages().stream()
                        .noneMatch(shortage -> shortage.counter().equals(line.counter())));
    }

    /** Race: a repair against concurrent reserve, commit, release and stock changes. The repair yields. */
    private boolean repaired(ComputedFigures figures) {
        hook.before("repair");
        Document read = figures.counter();
        @Nullable Criteria unchanged = where("_id").is(read.get("_id"));
        for (String field : List.of(TOTAL, BUFFER, SOFT, HARD, AVAILABLE, OPEN)) {
            unchanged = unchanged.and(field).is(read.get(field));
        }
        Update update =
                Update.update(SOFT, figures.soft()).set(HARD, figures.hard()).set(AVAILABLE, figures.available());
        return mongo.updateFirst(query(unchanged), update, counterCollection).getMatchedCount() == 1;
    }
}
