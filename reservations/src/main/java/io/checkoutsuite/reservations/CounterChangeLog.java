package io.checkoutsuite.reservations;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.DocumentReader;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.BulkOperationException;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * The log of owners' changes. A change is made by one write on its counter, which stores it as pending until it is recorded here. If a
 * process crashes in between, the counter still has the pending change.
 */
class CounterChangeLog {

    private static final int DUPLICATE_KEY = 11_000;

    private final MongoOperations mongo;
    private final String counterCollection;
    private final String collection;
    private final StepHook hook;
    private final DocumentReader counters;
    private final DocumentReader changes;

    CounterChangeLog(MongoOperations mongo, String counterCollection, String collection, StepHook hook) {
        this.mongo = mongo;
        this.counterCollection = counterCollection;
        this.collection = collection;
        this.hook = hook;
        counters = new DocumentReader(mongo, counterCollection);
        changes = new DocumentReader(mongo, collection);
    }

    void createIndexes() {
        mongo.indexOps(collection)
                .createIndex(new Index("counter", Direction.ASC)
                        .on("at", Direction.DESC)
                        .on("_id", Direction.DESC));
        mongo.indexOps(counterCollection).createIndex(new Index(CounterFields.CHANGE_PENDING, Direction.ASC));
    }

    Optional<CounterChange> find(String id) {
        hook.before("find change");
        return Optional.ofNullable(mongo.findById(id, Document.class, collection))
                .map(stored -> changes.readOrThrow(stored, CounterChange::of));
    }

    List<CounterChange> of(String counter, @Nullable LedgerCursor before, int limit) {
        return changes.first(
                LedgerCursor.newestFirst(where("counter").is(counter), "at", before), limit, CounterChange::of);
    }

    /** Returns pending changes: made in their counters, but not known to be recorded. */
    List<CounterChange> pending(int most) {
        Query pendingQuery = query(where(CounterFields.CHANGE_PENDING).is(true));
        pendingQuery.fields().include(CounterFields.CHANGE);
        return counters.first(pendingQuery, most, CounterChangeLog::pendingOf);
    }

    private static CounterChange pendingOf(Document counter) {
        CounterChange pending = CounterChange.of(counter.get(CounterFields.CHANGE, Document.class));
        if (!pending.counter().equals(counter.getString("_id"))) {
            throw new IllegalStateException("The pending change belongs to counter " + pending.counter());
        }
        return pending;
    }

    /** Records the changes first and removes them from their counters then; both steps are idempotent. */
    void record(Collection<CounterChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        hook.before("record");
        insert(changes);
        hook.before("forget");
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, counterCollection);
        for (CounterChange change : changes) {
            // Race: two processes that record one change. The next change of a counter is not removed by mistake.
            bulk.updateOne(
                    query(where("_id")
                            .is(change.counter())
                            .and(CounterFields.CHANGE + "._id")
                            .is(change.id())),
                    new Update().unset(CounterFields.CHANGE).unset(CounterFields.CHANGE_PENDING));
        }
        bulk.execute();
    }

    private void insert(Collection<CounterChange> changes) {
        try {
            mongo.bulkOps(BulkMode.UNORDERED, collection)
                    .insert(changes.stream().map(CounterChange::toDocument).toList())
                    .execute();
        } catch (DuplicateKeyException known) {
            // Already recorded.
        } catch (BulkOperationException failed) {
            if (!failed.getErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY)) {
                throw failed;
            }
        }
    }
}
