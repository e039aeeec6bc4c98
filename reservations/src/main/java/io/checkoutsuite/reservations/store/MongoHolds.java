package io.checkoutsuite.reservations.store;

import static io.checkoutsuite.reservations.store.CounterDocuments.*;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.DatabaseErrors;
import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.reservations.counter.AvailabilityPolicy;
import io.checkoutsuite.reservations.counter.CounterStatus;
import io.checkoutsuite.reservations.counter.Hold;
import io.checkoutsuite.reservations.counter.Holds;
import io.checkoutsuite.reservations.counter.UnsettledHoldsException;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bson.Document;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.BulkOperationException;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** The conditional writes on the holds in counter documents; each command covers many counters. */
@Component
class MongoHolds implements Holds {

    private final MongoOperations mongo;
    private final String collection;
    private final DocumentReader reader;

    MongoHolds(MongoOperations mongo, ReservationCollections collections) {
        this.mongo = mongo;
        collection = collections.counters();
        reader = new DocumentReader(mongo, collection);
        mongo.indexOps(collection).createIndex(new Index(HOLDS + "." + LEASE_UNTIL, Direction.ASC));
    }

    /**
     * Race: buyers of the last piece. A hold is placed only while enough is available. Race: calls for one request. A counter has one
     * hold per request, and a newer generation adopts it.
     */
    @Override
    public int place(List<Hold> holds, Instant leaseUntil) {
        if (holds.isEmpty()) {
            return 0;
        }
        boolean mayHaveOlder = holds.getFirst().generation() > 1;
        var bulk = mongo.bulkOps(mayHaveOlder ? BulkMode.ORDERED : BulkMode.UNORDERED, collection);
        for (Hold hold : holds) {
            if (mayHaveOlder) {
                bulk.updateOne(query(hasOlderGeneration(hold)), adopted(hold, leaseUntil));
            }
            bulk.updateOne(query(isAvailableFor(hold)), placed(hold, leaseUntil));
        }
        return bulk.execute().getMatchedCount();
    }

    /** Race: concurrent releases of a hold. Only one of them finds it. */
    @Override
    public int release(List<Hold> holds) {
        return updateEach(holds, hold -> pulled(hold).inc(AVAILABLE, hold.quantity()));
    }

    /** Race: concurrent settlements of a committed hold. Only one of them finds it. */
    @Override
    public int settle(List<Hold> holds) {
        return updateEach(holds, hold -> pulled(hold).inc(HARD, hold.quantity()));
    }

    /** Decides no race: a hold that was removed meanwhile stays removed. */
    @Override
    public int renew(List<Hold> holds, Instant leaseUntil) {
        return updateEach(
                holds,
                hold -> new Update()
                        .set(HOLDS + ".$[mine]." + LEASE_UNTIL, Date.from(leaseUntil))
                        .filterArray(where("mine." + REQUEST_ID)
                                .is(hold.requestId())
                                .and("mine." + GENERATION)
                                .is(hold.generation())));
    }

    @Override
    public Map<String, CounterStatus> statuses(List<Hold> holds) {
        if (holds.isEmpty()) {
            return Map.of();
        }
        Hold any = holds.getFirst();
        Query query = query(where(ID).in(holds.stream().map(Hold::counter).toList()));
        query.fields().include(POLICY, AVAILABLE).elemMatch(HOLDS, ofRequest(any.requestId()));
        Map<String, CounterStatus> statuses = new HashMap<>();
        for (Document stored : mongo.find(query, Document.class, collection)) {
            statuses.put(
                    stored.getString(ID), reader.readOrThrow(stored, counter -> status(counter, any.generation())));
        }
        return statuses;
    }

    /** Reads a counter whose holds are restricted to those of the request. */
    private static CounterStatus status(Document counter, int generation) {
        return new CounterStatus(
                AvailabilityPolicy.valueOf(counter.getString(POLICY)),
                number(counter, AVAILABLE),
                openHolds(counter).stream()
                        .findFirst()
                        .map(hold -> CounterStatus.Held.of((int) number(hold, GENERATION), generation))
                        .orElse(CounterStatus.Held.NOTHING));
    }

    @Override
    public List<Hold> heldBy(String requestId, Collection<String> counters) {
        Query query = query(where(ID).in(counters).and(HOLDS).elemMatch(ofRequest(requestId)));
        query.fields().elemMatch(HOLDS, ofRequest(requestId));
        return mongo.find(query, Document.class, collection).stream()
                .flatMap(stored -> reader.readOrThrow(stored, MongoHolds::holds).stream())
                .toList();
    }

    /** The number of counters is limited, so this searches no growing collection. */
    @Override
    public List<Hold> pastLease(Instant now, int batch) {
        Query query = query(where(HOLDS + "." + LEASE_UNTIL).lt(Date.from(now)));
        query.fields().include(HOLDS);
        return reader.first(query, batch, counter -> pastLease(counter, now)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<Hold> pastLease(Document counter, Instant now) {
        // All holds are read, so that a counter with an unreadable one is left out.
        List<Hold> holds = holds(counter);
        List<Document> stored = openHolds(counter);
        return IntStream.range(0, holds.size())
                .filter(n -> leaseUntil(stored.get(n)).isBefore(now))
                .mapToObj(holds::get)
                .toList();
    }

    private static List<Hold> holds(Document counter) {
        return openHolds(counter).stream().map(stored -> hold(counter, stored)).toList();
    }

    private int updateEach(List<Hold> holds, Function<Hold, Update> change) {
        if (holds.isEmpty()) {
            return 0;
        }
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, collection);
        for (Hold hold : holds) {
            Criteria there = where(ID).is(hold.counter()).and(HOLDS).elemMatch(exactly(hold));
            bulk.updateOne(query(there), change.apply(hold));
        }
        try {
            return bulk.execute().getMatchedCount();
        } catch (BulkOperationException refused) {
            if (DatabaseErrors.isUnavailable(refused)) {
                throw refused;
            }
            throw new UnsettledHoldsException(
                    refused.getErrors().stream()
                            .map(error -> holds.get(error.getIndex()))
                            .toList(),
                    refused);
        }
    }

    private static Criteria isAvailableFor(Hold hold) {
        return where(ID)
                .is(hold.counter())
                .and(POLICY)
                .is(AvailabilityPolicy.TRACKED.name())
                .and(AVAILABLE)
                .gte(hold.quantity())
                .and(HOLDS)
                .not()
                .elemMatch(ofRequest(hold.requestId()))
                // A hold has up to 150 bytes, and a document up to 16 MB.
                .and(HOLDS + "." + (MOST_OPEN - 1))
                .exists(false);
    }

    private static Update placed(Hold hold, Instant leaseUntil) {
        return new Update()
                .push(HOLDS, hold(hold, leaseUntil))
                .inc(AVAILABLE, -hold.quantity())
                .inc(SOFT, hold.quantity());
    }

    private static Criteria hasOlderGeneration(Hold hold) {
        Criteria older = ofRequest(hold.requestId()).and(GENERATION).lt(hold.generation());
        return where(ID).is(hold.counter()).and(HOLDS).elemMatch(older);
    }

    private static Update adopted(Hold hold, Instant leaseUntil) {
        return new Update()
                .set(HOLDS + ".$[mine]." + GENERATION, hold.generation())
                .set(HOLDS + ".$[mine]." + LEASE_UNTIL, Date.from(leaseUntil))
                .filterArray(where("mine." + REQUEST_ID)
                        .is(hold.requestId())
                        .and("mine." + GENERATION)
                        .lt(hold.generation()));
    }

    private static Criteria ofRequest(String requestId) {
        return where(REQUEST_ID).is(requestId);
    }

    private static Criteria exactly(Hold hold) {
        return ofRequest(hold.requestId()).and(GENERATION).is(hold.generation());
    }

    private static Update pulled(Hold hold) {
        Document gone = new Document(REQUEST_ID, hold.requestId()).append(GENERATION, hold.generation());
        return new Update().pull(HOLDS, gone).inc(SOFT, -hold.quantity());
    }
}
