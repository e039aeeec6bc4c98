package io.checkoutsuite.reservations.store;

import static io.checkoutsuite.reservations.store.CounterDocuments.*;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.mongo.GuardedBulk;
import io.checkoutsuite.reservations.ledger.ChangeableCounters;
import io.checkoutsuite.reservations.ledger.CounterChange;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** The conditional writes of owners' changes on counter documents. */
@Component
class MongoChangeableCounters implements ChangeableCounters {

    private final MongoOperations mongo;
    private final String collection;
    private final DocumentReader reader;

    MongoChangeableCounters(MongoOperations mongo, ReservationCollections collections) {
        this.mongo = mongo;
        collection = collections.counters();
        reader = new DocumentReader(mongo, collection);
    }

    @Override
    public Map<String, Snapshot> read(Collection<String> ids) {
        return mongo.find(query(where(ID).in(ids)), Document.class, collection).stream()
                .map(stored -> reader.readOrThrow(stored, MongoChangeableCounters::snapshot))
                .collect(Collectors.toMap(snapshot -> snapshot.counter().id(), Function.identity()));
    }

    @Override
    public boolean replace(List<Replacement> replacements) {
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, collection);
        for (Replacement replacement : replacements) {
            replacement
                    .before()
                    .ifPresentOrElse(
                            before -> bulk.updateOne(
                                    query(unchanged(before)),
                                    withPending(
                                            replacement(before.counter(), replacement.definition()),
                                            replacement.change())),
                            () -> bulk.insert(fresh(replacement.definition())
                                    .append(CHANGES, 1L)
                                    .append(CHANGE, ChangeDocuments.document(replacement.change()))
                                    .append(CHANGE_PENDING, true)));
        }
        return GuardedBulk.wonAll(bulk, replacements.size());
    }

    /** Race: an adjustment against buyers. It removes only what is still available. */
    @Override
    public boolean adjust(Snapshot before, CounterChange change) {
        Criteria guard = unchanged(before);
        if (change.delta() < 0) {
            guard = guard.and(AVAILABLE).gte(-change.delta());
        }
        Update update = new Update().inc(TOTAL, change.delta()).inc(AVAILABLE, change.delta());
        return mongo.updateFirst(query(guard), withPending(update, change), collection)
                        .getMatchedCount()
                == 1;
    }

    private static Snapshot snapshot(Document stored) {
        return new Snapshot(
                counter(stored),
                stored.get(CHANGES) == null ? 0 : number(stored, CHANGES),
                Optional.ofNullable(stored.get(CHANGE, Document.class)).map(ChangeDocuments::change));
    }

    /** Race: concurrent changes by owners. A change is valid only for the figures and the number that it was computed from. */
    private static Criteria unchanged(Snapshot before) {
        Criteria unchanged = CounterDocuments.unchanged(before.counter())
                .and(CHANGE)
                .is(null)
                .and(CHANGES);
        return before.changeCount() == 0 ? unchanged.is(null) : unchanged.is(before.changeCount());
    }

    private static Update withPending(Update update, CounterChange change) {
        return update.inc(CHANGES, 1L)
                .set(CHANGE, ChangeDocuments.document(change))
                .set(CHANGE_PENDING, true);
    }
}
