package io.checkoutsuite.reservations;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.Readable;
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
class Changes {

    private static final int DUPLICATE_KEY = 11_000;

    private final MongoOperations mongo;
    private final String counterCollection;
    private final String collection;
    private final Pace pace;
    private final Readable counters;
    private final Readable changes;

    Changes(MongoOperations mongo, String counterCollection, String collection, Pace pace) {
        this.mongo = mongo;
        this.counterCollection = counterCollection;
        this.collection = collection;
        this.pace = pace;
        counters = new Readable(mongo, counterCollection);
        changes = new Readable(mongo, collection);
    }

    void createIndexes() {
        mongo.indexOps(collection)
                .createIndex(new Index("counter", Direction.ASC)
                        .on("at", Direction.DESC)
                        .on("_id", Direction.DESC));
        mongo.indexOps(counterCollection).createIndex(new Index(CounterFields.OWES_CHANGE, Direction.ASC));
    }

    Optional<Change> find(String id) {
        pace.before("find change");
        return Optional.ofNullable(mongo.findById(id, Document.class, collection))
                .map(stored -> changes.required(stored, Change::of));
    }

    List<Change> of(String counter, @Nullable Place before, int limit) {
        return changes.first(Place.newestFirst(where("counter").is(counter), "at", before), limit, Change::of);
    }

    /** Returns pending changes: made in their counters, but not known to be recorded. */
    List<Change> owed(int most) {
        Query owing = query(where(CounterFields.OWES_CHANGE).is(true));
        owing.fields().include(CounterFields.CHANGE);
        return counters.first(owing, most, Changes::owedBy);
    }

    private static Change owedBy(Document counter) {
        Change owed = Change.of(counter.get(CounterFields.CHANGE, Document.class));
        if (!owed.counter().equals(counter.getString("_id"))) {
            throw new IllegalStateException("The pending change belongs to counter " + owed.counter());
        }
        return owed;
    }

    /** Records the changes first and removes them from their counters then; both steps are idempotent. */
    void record(Collection<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        pace.before("record");
        insert(changes);
        pace.before("forget");
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, counterCollection);
        for (Change change : changes) {
            // Race: two processes that record one change. The next change of a counter is not removed by mistake.
            bulk.updateOne(
                    query(where("_id")
                            .is(change.counter())
                            .and(CounterFields.CHANGE + "._id")
                            .is(change.id())),
                    new Update().unset(CounterFields.CHANGE).unset(CounterFields.OWES_CHANGE));
        }
        bulk.execute();
    }

    private void insert(Collection<Change> changes) {
        try {
            mongo.bulkOps(BulkMode.UNORDERED, collection)
                    .insert(changes.stream().map(Change::stored).toList())
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
