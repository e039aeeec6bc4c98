package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.Counter.number;
import static io.checkoutsuite.reservations.CounterFields.*;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.reservations.Difference.Figure;
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
class Recounting {

    /** The number of attempts for a counter that changes during the computation. */
    private static final int ROUNDS = 5;

    private final MongoOperations mongo;
    private final String counterCollection;
    private final Requests requests;
    private final Pace pace;

    private record Recount(Document counter, long soft, long hard) {

        long available() {
            return number(counter, TOTAL) - number(counter, BUFFER) - soft - hard;
        }

        List<Difference> differences(boolean repaired) {
            return Stream.of(
                            difference(Figure.SOFT, SOFT, soft, repaired),
                            difference(Figure.HARD, HARD, hard, repaired),
                            difference(Figure.AVAILABLE, AVAILABLE, available(), repaired))
                    .filter(difference -> difference.stored() != difference.computed())
                    .toList();
        }

        private Difference difference(Figure figure, String field, long computed, boolean repaired) {
            return new Difference(counter.getString("_id"), figure, number(counter, field), computed, repaired);
        }
    }

    List<Difference> recount(Collection<String> counters, boolean repair) {
        List<Difference> found = new ArrayList<>();
        List<String> left = counters.stream().distinct().toList();
        for (int round = 1; round <= ROUNDS && !left.isEmpty(); round++) {
            List<String> changedMeanwhile = new ArrayList<>();
            for (Recount recount : recounted(left)) {
                if (recount.differences(false).isEmpty()) {
                    continue;
                }
                boolean repaired = repair && repaired(recount);
                if (repair && !repaired && round < ROUNDS) {
                    changedMeanwhile.add(recount.counter().getString("_id"));
                } else {
                    found.addAll(recount.differences(repaired));
                }
            }
            left = changedMeanwhile;
        }
        return found;
    }

    private List<Recount> recounted(List<String> ids) {
        pace.before("read counters");
        List<Document> counters = mongo.find(query(where("_id").in(ids)), Document.class, counterCollection);
        Map<String, Long> kept = new HashMap<>();
        Map<String, Map<String, Integer>> keptTakes = new HashMap<>();
        try (Stream<Request> all = requests.kept(ids)) {
            all.forEach(request -> countedLines(request).forEach(line -> {
                kept.merge(line.counter(), line.quantity(), Math::addExact);
                keptTakes
                        .computeIfAbsent(line.counter(), counter -> new HashMap<>())
                        .put(request.id(), request.take());
            }));
        }
        return counters.stream()
                .map(counter -> {
                    String id = counter.getString("_id");
                    return recounted(counter, kept.getOrDefault(id, 0L), keptTakes.getOrDefault(id, Map.of()));
                })
                .toList();
    }

    private static Recount recounted(Document counter, long kept, Map<String, Integer> keptTakes) {
        long soft = 0;
        long yetToCount = 0;
        for (Document stored : counter.getList(OPEN, Document.class, List.of())) {
            Entry entry = Entry.of(counter.getString("_id"), stored);
            soft += entry.quantity();
            if (Objects.equals(keptTakes.get(entry.request()), entry.take())) {
                yetToCount += entry.quantity();
            }
        }
        return new Recount(counter, soft, kept - yetToCount);
    }

    private static Stream<Line> countedLines(Request kept) {
        return kept.lines().stream()
                .filter(line -> !kept.uncounted().contains(line.counter()))
                .filter(line -> kept.shortages().stream()
                        .noneMatch(shortage -> shortage.counter().equals(line.counter())));
    }

    /** Race: a repair against concurrent reserve, commit, release and stock changes. The repair yields. */
    private boolean repaired(Recount recount) {
        pace.before("repair");
        Document read = recount.counter();
        @Nullable Criteria unchanged = where("_id").is(read.get("_id"));
        for (String field : List.of(TOTAL, BUFFER, SOFT, HARD, AVAILABLE, OPEN)) {
            unchanged = unchanged.and(field).is(read.get(field));
        }
        Update update =
                Update.update(SOFT, recount.soft()).set(HARD, recount.hard()).set(AVAILABLE, recount.available());
        return mongo.updateFirst(query(unchanged), update, counterCollection).getMatchedCount() == 1;
    }
}
