package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.CounterFields.*;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.Readable;
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
class Counters {

    /** The maximum number of holds in one counter, about a hundred bytes each. Further ones are refused as if the stock were too low. */
    static final int MOST_OPEN = 50_000;

    private final MongoOperations mongo;
    private final String collection;
    private final Pace pace;
    private final Readable readable;

    Counters(MongoOperations mongo, String collection, Pace pace) {
        this.mongo = mongo;
        this.collection = collection;
        this.pace = pace;
        readable = new Readable(mongo, collection);
    }

    void createIndexes() {
        mongo.indexOps(collection).createIndex(new Index("open.until", Direction.ASC));
    }

    /**
     * Race: buyers of the last piece. A hold is placed only while enough is available. Race: calls for one request. A counter has one
     * hold per request, and a newer generation adopts it. Returns the number of holds placed or adopted.
     */
    int add(List<Entry> entries) {
        if (entries.isEmpty()) {
            return 0;
        }
        pace.before("add");
        boolean mayHaveOlder = entries.getFirst().take() > 1;
        var bulk = mongo.bulkOps(mayHaveOlder ? BulkMode.ORDERED : BulkMode.UNORDERED, collection);
        for (Entry entry : entries) {
            if (mayHaveOlder) {
                bulk.updateOne(query(holdsOlder(entry)), adopted(entry));
            }
            bulk.updateOne(query(canGive(entry)), added(entry));
        }
        return bulk.execute().getMatchedCount();
    }

    /** Race: concurrent releases of a hold. Only one of them finds it. Returns the number of holds found. */
    int giveBack(List<Entry> entries) {
        return each("give back", entries, entry -> pulled(entry).inc(AVAILABLE, entry.quantity()));
    }

    /** Race: concurrent settlements of a committed hold. Only one of them finds it. Returns the number of holds found. */
    int fold(List<Entry> entries) {
        return each("fold", entries, entry -> pulled(entry).inc(HARD, entry.quantity()));
    }

    /** Decides no race: a hold that was removed meanwhile stays removed. */
    int renew(List<Entry> entries) {
        return each("renew entries", entries, entry -> new Update()
                .set("open.$[mine].until", Date.from(entry.until()))
                .filterArray(where("mine.r").is(entry.request()).and("mine.t").is(entry.take())));
    }

    /** Returns the status of the counters for these holds of one request, without unknown counters. */
    Map<String, Standing> standings(List<Entry> entries) {
        if (entries.isEmpty()) {
            return Map.of();
        }
        pace.before("look");
        Entry any = entries.getFirst();
        Query query = query(where("_id").in(entries.stream().map(Entry::counter).toList()));
        query.fields().include(POLICY, AVAILABLE).elemMatch(OPEN, ofRequest(any));
        Map<String, Standing> standings = new HashMap<>();
        for (Document stored : mongo.find(query, Document.class, collection)) {
            standings.put(
                    stored.getString("_id"), readable.required(stored, counter -> Standing.of(counter, any.take())));
        }
        return standings;
    }

    /** Returns the holds of the request in these counters, of any generation. */
    List<Entry> heldBy(String request, Collection<String> counters) {
        pace.before("find held");
        Criteria ofRequest = where("r").is(request);
        Query query = query(where("_id").in(counters).and(OPEN).elemMatch(ofRequest));
        query.fields().elemMatch(OPEN, ofRequest);
        return mongo.find(query, Document.class, collection).stream()
                .flatMap(stored -> readable.required(stored, Counters::entries).stream())
                .toList();
    }

    /**
     * Returns the expired holds in up to {@code batch} counters. The number of counters is limited, so this searches no growing collection. A
     * counter with an unreadable hold is left out.
     */
    List<Entry> pastLease(Instant now, int batch) {
        pace.before("find strays");
        Query query = query(where("open.until").lt(Date.from(now)));
        query.fields().include(OPEN);
        return readable.first(query, batch, Counters::entries).stream()
                .flatMap(List::stream)
                .filter(entry -> entry.isPastLease(now))
                .toList();
    }

    private static List<Entry> entries(Document stored) {
        return stored.getList(OPEN, Document.class, List.of()).stream()
                .map(open -> Entry.of(stored.getString("_id"), open))
                .toList();
    }

    private int each(String step, List<Entry> entries, Function<Entry, Update> change) {
        if (entries.isEmpty()) {
            return 0;
        }
        pace.before(step);
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, collection);
        for (Entry entry : entries) {
            Criteria there = where("_id").is(entry.counter()).and(OPEN).elemMatch(exactly(entry));
            bulk.updateOne(query(there), change.apply(entry));
        }
        return bulk.execute().getMatchedCount();
    }

    private static Criteria canGive(Entry entry) {
        return where("_id")
                .is(entry.counter())
                .and(POLICY)
                .is(Policy.TRACKED.name())
                .and(AVAILABLE)
                .gte(entry.quantity())
                .and(OPEN)
                .not()
                .elemMatch(ofRequest(entry))
                // Holds that are neither committed nor released for long, for example during a broker outage, must not
                // fill the document.
                .and(OPEN + "." + (MOST_OPEN - 1))
                .exists(false);
    }

    private static Update added(Entry entry) {
        Document open = new Document("r", entry.request())
                .append("t", entry.take())
                .append("q", entry.quantity())
                .append("until", Date.from(entry.until()));
        return new Update().push(OPEN, open).inc(AVAILABLE, -entry.quantity()).inc(SOFT, entry.quantity());
    }

    private static Criteria holdsOlder(Entry entry) {
        Criteria older = where("r").is(entry.request()).and("t").lt(entry.take());
        return where("_id").is(entry.counter()).and(OPEN).elemMatch(older);
    }

    private static Update adopted(Entry entry) {
        return new Update()
                .set("open.$[mine].t", entry.take())
                .set("open.$[mine].until", Date.from(entry.until()))
                .filterArray(where("mine.r").is(entry.request()).and("mine.t").lt(entry.take()));
    }

    private static Criteria ofRequest(Entry entry) {
        return where("r").is(entry.request());
    }

    private static Criteria exactly(Entry entry) {
        return where("r").is(entry.request()).and("t").is(entry.take());
    }

    private static Update pulled(Entry entry) {
        Document gone = new Document("r", entry.request()).append("t", entry.take());
        return new Update().pull(OPEN, gone).inc(SOFT, -entry.quantity());
    }
}
