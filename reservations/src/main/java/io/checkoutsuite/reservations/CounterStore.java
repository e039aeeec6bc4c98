package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.CounterFields.*;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.DocumentReader;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bson.Document;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The conditional writes on the holds in counter documents; each command covers many counters. */
class CounterStore {

    /** The maximum number of holds in one counter, about a hundred bytes each. Further ones are refused as if the stock were too low. */
    static final int MOST_OPEN = 50_000;

    private final MongoOperations mongo;
    private final String collection;
    private final StepHook hook;
    private final DocumentReader reader;

    CounterStore(MongoOperations mongo, String collection, StepHook hook) {
        this.mongo = mongo;
        this.collection = collection;
        this.hook = hook;
        reader = new DocumentReader(mongo, collection);
    }

    void createIndexes() {
        mongo.indexOps(collection).createIndex(new Index("open.until", Direction.ASC));
    }

    /**
     * Race: buyers of the last piece. A hold is placed only while enough is available. Race: calls for one request. A counter has one
     * hold per request, and a newer generation adopts it. Returns the number of holds placed or adopted.
     */
    int place(List<Hold> holds) {
        if (holds.isEmpty()) {
            return 0;
        }
        hook.before("place holds");
        boolean mayHaveOlder = holds.getFirst().generation() > 1;
        var bulk = mongo.bulkOps(mayHaveOlder ? BulkMode.ORDERED : BulkMode.UNORDERED, collection);
        for (Hold hold : holds) {
            if (mayHaveOlder) {
                bulk.updateOne(query(hasOlderGeneration(hold)), adopted(hold));
            }
            bulk.updateOne(query(isAvailableFor(hold)), placed(hold));
        }
        return bulk.execute().getMatchedCount();
    }

    /** Race: concurrent releases of a hold. Only one of them finds it. Returns the number of holds found. */
    int release(List<Hold> holds) {
        return updateEach("release holds", holds, hold -> pulled(hold).inc(AVAILABLE, hold.quantity()));
    }

    /** Race: concurrent settlements of a committed hold. Only one of them finds it. Returns the number of holds found. */
    int settle(List<Hold> holds) {
        return updateEach("settle holds", holds, hold -> pulled(hold).inc(HARD, hold.quantity()));
    }

    /** Decides no race: a hold that was removed meanwhile stays removed. */
    int renew(List<Hold> holds) {
        return updateEach("renew holds", holds, hold -> new Update()
                .set("open.$[mine].until", Date.from(hold.until()))
                .filterArray(where("mine.r").is(hold.request()).and("mine.g").is(hold.generation())));
    }

    /** Returns the status of the counters for these holds of one request, without unknown counters. */
    Map<String, CounterStatus> statuses(List<Hold> holds) {
        if (holds.isEmpty()) {
            return Map.of();
        }
        hook.before("inspect holds");
        Hold any = holds.getFirst();
        Query query = query(where("_id").in(holds.stream().map(Hold::counter).toList()));
        query.fields().include(POLICY, AVAILABLE).elemMatch(OPEN, ofRequest(any));
        Map<String, CounterStatus> statuses = new HashMap<>();
        for (Document stored : mongo.find(query, Document.class, collection)) {
            statuses.put(
                    stored.getString("_id"),
                    reader.readOrThrow(stored, counter -> CounterStatus.of(counter, any.generation())));
        }
        return statuses;
    }

    /** Returns the holds of the request in these counters, of any generation. */
    List<Hold> heldBy(String request, Collection<String> counters) {
        hook.before("find held");
        Criteria ofRequest = where("r").is(request);
        Query query = query(where("_id").in(counters).and(OPEN).elemMatch(ofRequest));
        query.fields().elemMatch(OPEN, ofRequest);
        return mongo.find(query, Document.class, collection).stream()
                .flatMap(stored -> reader.readOrThrow(stored, CounterStore::holds).stream())
                .toList();
    }

    /**
     * Returns the expired holds in up to {@code batch} counters. The number of counters is limited, so this searches no growing collection. A
     * counter with an unreadable hold is left out.
     */
    List<Hold> pastLease(Instant now, int batch) {
        hook.before("find orphans");
        Query query = query(where("open.until").lt(Date.from(now)));
        query.fields().include(OPEN);
        return reader.first(query, batch, CounterStore::holds).stream()
                .flatMap(List::stream)
                .filter(hold -> hold.isPastLease(now))
                .toList();
    }

    private static List<Hold> holds(Document stored) {
        return stored.getList(OPEN, Document.class, List.of()).stream()
                .map(open -> Hold.of(stored.getString("_id"), open))
                .toList();
    }

    private int updateEach(String step, List<Hold> holds, Function<Hold, Update> change) {
        if (holds.isEmpty()) {
            return 0;
        }
        hook.before(step);
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, collection);
        for (Hold hold : holds) {
            Criteria there = where("_id").is(hold.counter()).and(OPEN).elemMatch(exactly(hold));
            bulk.updateOne(query(there), change.apply(hold));
        }
        return bulk.execute().getMatchedCount();
    }

    private static Criteria isAvailableFor(Hold hold) {
        return where("_id")
                .is(hold.counter())
                .and(POLICY)
                .is(AvailabilityPolicy.TRACKED.name())
                .and(AVAILABLE)
                .gte(hold.quantity())
                .and(OPEN)
                .not()
                .elemMatch(ofRequest(hold))
                // Holds that are neither committed nor released for long, for example during a broker outage, must not
                // fill the document.
                .and(OPEN + "." + (MOST_OPEN - 1))
                .exists(false);
    }

    private static Update placed(Hold hold) {
        Document open = new Document("r", hold.request())
                .append("g", hold.generation())
                .append("q", hold.quantity())
                .append("until", Date.from(hold.until()));
        return new Update().push(OPEN, open).inc(AVAILABLE, -hold.quantity()).inc(SOFT, hold.quantity());
    }

    private static Criteria hasOlderGeneration(Hold hold) {
        Criteria older = where("r").is(hold.request()).and("g").lt(hold.generation());
        return where("_id").is(hold.counter()).and(OPEN).elemMatch(older);
    }

    private static Update adopted(Hold hold) {
        return new Update()
                .set("open.$[mine].g", hold.generation())
                .set("open.$[mine].until", Date.from(hold.until()))
                .filterArray(where("mine.r").is(hold.request()).and("mine.g").lt(hold.generation()));
    }

    private static Criteria ofRequest(Hold hold) {
        return where("r").is(hold.request());
    }

    private static Criteria exactly(Hold hold) {
        return where("r").is(hold.request()).and("g").is(hold.generation());
    }

    private static Update pulled(Hold hold) {
        Document gone = new Document("r", hold.request()).append("g", hold.generation());
        return new Update().pull(OPEN, gone).inc(SOFT, -hold.quantity());
    }
}
