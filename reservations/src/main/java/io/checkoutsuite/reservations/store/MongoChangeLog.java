package io.checkoutsuite.reservations.store;

import static io.checkoutsuite.reservations.store.CounterDocuments.CHANGE;
import static io.checkoutsuite.reservations.store.CounterDocuments.CHANGE_PENDING;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.mongo.GuardedBulk;
import io.checkoutsuite.reservations.ledger.ChangeLog;
import io.checkoutsuite.reservations.ledger.CounterChange;
import io.checkoutsuite.reservations.ledger.LedgerCursor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Stores owners' changes in a collection of their own; pending ones are in their counters. */
@Component
class MongoChangeLog implements ChangeLog {

    private final MongoOperations mongo;
    private final String counterCollection;
    private final String collection;
    private final DocumentReader counters;
    private final DocumentReader changes;

    MongoChangeLog(MongoOperations mongo, ReservationCollections collections) {
        this.mongo = mongo;
        counterCollection = collections.counters();
        collection = collections.changes();
        counters = new DocumentReader(mongo, counterCollection);
        changes = new DocumentReader(mongo, collection);
        mongo.indexOps(collection)
                .createIndex(new Index(ChangeDocuments.COUNTER, Direction.ASC)
                        .on(ChangeDocuments.AT, Direction.DESC)
                        .on(ChangeDocuments.ID, Direction.DESC));
        mongo.indexOps(counterCollection).createIndex(new Index(CHANGE_PENDING, Direction.ASC));
    }

    @Override
    public Optional<CounterChange> find(String id) {
        return Optional.ofNullable(mongo.findById(id, Document.class, collection))
                .map(stored -> changes.readOrThrow(stored, ChangeDocuments::change));
    }

    @Override
    public List<CounterChange> of(String counter, @Nullable LedgerCursor before, int limit) {
        return changes.first(
                LedgerPages.newestFirst(where(ChangeDocuments.COUNTER).is(counter), ChangeDocuments.AT, before),
                limit,
                ChangeDocuments::change);
    }

    @Override
    public List<CounterChange> pending(int most) {
        Query pendingQuery = query(where(CHANGE_PENDING).is(true));
        pendingQuery.fields().include(CHANGE);
        return counters.first(pendingQuery, most, MongoChangeLog::pendingOf);
    }

    private static CounterChange pendingOf(Document counter) {
        CounterChange pending = ChangeDocuments.change(counter.get(CHANGE, Document.class));
        if (!pending.counter().equals(counter.getString(CounterDocuments.ID))) {
            throw new IllegalStateException("The pending change belongs to counter " + pending.counter());
        }
        return pending;
    }

    /** Race: two processes that record one change. The unique key lets one of them insert it. */
    @Override
    public void insert(Collection<CounterChange> made) {
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, collection)
                .insert(made.stream().map(ChangeDocuments::document).toList());
        GuardedBulk.wonAll(bulk, made.size());
    }

    /** Race: two processes that record one change. The next change of a counter is not removed by mistake. */
    @Override
    public void forget(Collection<CounterChange> recorded) {
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, counterCollection);
        for (CounterChange change : recorded) {
            bulk.updateOne(
                    query(where(CounterDocuments.ID)
                            .is(change.counter())
                            .and(CHANGE + "." + ChangeDocuments.ID)
                            .is(change.id())),
                    new Update().unset(CHANGE).unset(CHANGE_PENDING));
        }
        bulk.execute();
    }
}
