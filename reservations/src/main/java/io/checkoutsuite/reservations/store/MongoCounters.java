package io.checkoutsuite.reservations.store;

import static io.checkoutsuite.reservations.store.CounterDocuments.*;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.mongo.GuardedBulk;
import io.checkoutsuite.mongo.LookupResult;
import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.reservations.counter.Counter;
import io.checkoutsuite.reservations.counter.CounterDefinition;
import io.checkoutsuite.reservations.counter.Counters;
import io.checkoutsuite.reservations.counter.RevisedDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The conditional writes of counter definitions; they never touch what is promised. */
@Component
class MongoCounters implements Counters {

    private static final int CHUNK = 1_000;

    private final MongoOperations mongo;
    private final String collection;
    private final DocumentReader reader;

    MongoCounters(MongoOperations mongo, ReservationCollections collections) {
        this.mongo = mongo;
        collection = collections.counters();
        reader = new DocumentReader(mongo, collection);
    }

    private record Revised(Counter counter, long revision) {

        static Revised of(Document stored) {
            return new Revised(
                    CounterDocuments.counter(stored), stored.get(REVISION) == null ? 0 : number(stored, REVISION));
        }
    }

    @Override
    public void define(List<CounterDefinition> definitions) {
        // Two definitions of one counter in one command would race each other.
        List<CounterDefinition> last = CounterDefinition.lastOfEach(definitions);
        for (int from = 0; from < last.size(); from += CHUNK) {
            List<CounterDefinition> chunk = last.subList(from, Math.min(from + CHUNK, last.size()));
            while (!areWritten(chunk)) {
                // A counter changed between read and write: try again.
            }
        }
    }

    private boolean areWritten(List<CounterDefinition> chunk) {
        Map<String, Counter> known =
                byId(chunk.stream().map(CounterDefinition::id).toList(), CounterDocuments::counter);
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, collection);
        for (CounterDefinition definition : chunk) {
            Counter before = known.get(definition.id());
            if (before == null) {
                bulk.insert(fresh(definition));
            } else {
                bulk.updateOne(query(unchanged(before)), replacement(before, definition));
            }
        }
        return GuardedBulk.wonAll(bulk, chunk.size());
    }

    @Override
    public void defineLatest(Collection<RevisedDefinition> definitions) {
        Map<String, RevisedDefinition> latest = definitions.stream()
                .collect(Collectors.toMap(
                        revised -> revised.definition().id(),
                        Function.identity(),
                        (one, other) -> one.revision() < other.revision() ? other : one));
        while (!latest.isEmpty() && !areApplied(latest)) {
            // Another process changed one of the counters: try again. This ends, because revisions only grow.
        }
    }

    private boolean areApplied(Map<String, RevisedDefinition> latest) {
        Map<String, Revised> known = byId(latest.keySet(), Revised::of);
        List<RevisedDefinition> newer = latest.values().stream()
                .filter(revised ->
                        isNewer(revised, known.get(revised.definition().id())))
                .toList();
        if (newer.isEmpty()) {
            return true;
        }
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, collection);
        for (RevisedDefinition revised : newer) {
            CounterDefinition definition = revised.definition();
            Revised before = known.get(definition.id());
            if (before == null) {
                bulk.insert(fresh(definition).append(REVISION, revised.revision()));
            } else {
                // Race: two definitions of one counter, of which the earlier one may arrive last. The later revision
                // wins.
                bulk.updateOne(
                        query(unchanged(before.counter()).and(REVISION).is(before.revision())),
                        replacement(before.counter(), definition).set(REVISION, revised.revision()));
            }
        }
        return GuardedBulk.wonAll(bulk, newer.size());
    }

    private static boolean isNewer(RevisedDefinition revised, @Nullable Revised before) {
        return before == null || before.revision() < revised.revision();
    }

    @Override
    public Optional<Counter> find(String id) {
        return Optional.ofNullable(mongo.findById(id, Document.class, collection))
                .map(stored -> reader.readOrThrow(stored, CounterDocuments::counter));
    }

    @Override
    public List<Counter> findAll(Collection<String> ids) {
        return reader.all(stored(ids), CounterDocuments::counter);
    }

    @Override
    public LookupResult<Counter> known(Collection<String> ids) {
        return reader.lookUp(stored(ids), CounterDocuments::counter);
    }

    @Override
    public <T> List<T> page(TenantKey after, int limit, Function<Counter, T> as) {
        Query page = query(after.startAfter(new Criteria())).with(Sort.by(ID));
        return reader.first(page, limit, stored -> as.apply(counter(stored)));
    }

    /** An unreadable counter must not be treated as a missing one. */
    private <T> Map<String, T> byId(Collection<String> ids, Function<Document, T> read) {
        return stored(ids).stream()
                .collect(Collectors.toMap(stored -> stored.getString(ID), stored -> reader.readOrThrow(stored, read)));
    }

    private List<Document> stored(Collection<String> ids) {
        return mongo.find(query(where(ID).in(ids)), Document.class, collection);
    }
}
