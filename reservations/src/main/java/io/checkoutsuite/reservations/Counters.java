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

/** The conditional writes on the open entries of counter documents, many counters in one command. */
class Counters {

    /** How many holds one counter has open at a time, of a hundred bytes each; more are refused like too little stock. */
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
     * Decides between buyers of the last piece: an entry goes in only while enough is available. Decides also between calls
     * of one request: a counter has one entry of it, which a newer take adopts. Answers how many are in.
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

    /** Decides who gives an entry back: only one finds it there. Answers how many were. */
    int giveBack(List<Entry> entries) {
        return each("give back", entries, entry -> pulled(entry).inc(AVAILABLE, entry.quantity()));
    }

    /** Decides who counts an entry as kept: only one finds it there. */
    int fold(List<Entry> entries) {
        return each("fold", entries, entry -> pulled(entry).inc(HARD, entry.quantity()));
    }

    /** Decides nothing: an entry that went meanwhile stays gone. */
    int renew(List<Entry> entries) {
        return each("renew entries", entries, entry -> new Update()
                .set("open.$[mine].until", Date.from(entry.until()))
                .filterArray(where("mine.r").is(entry.request()).and("mine.t").is(entry.take())));
    }

    /** How the counters stand towards these entries of one request; unknown counters are left out. */
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

    /** What the counters hold for the request, of whatever take. */
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
     * The entries past their lease in up to so many counters, which are few: no growing collection is searched. A counter with an entry that
     * cannot be read is left out.
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
                // Holds that nobody commits or releases for long, as while the broker is away, must not fill the
                // document.
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
