package io.checkoutsuite.reservations.store;

import static io.checkoutsuite.reservations.store.RequestDocuments.*;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.reservations.ledger.LedgerCursor;
import io.checkoutsuite.reservations.ledger.RequestHistory;
import io.checkoutsuite.reservations.request.ReservationRequest;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Reads the requests of counters. Its index has one key per line, in page order. */
@Component
class MongoRequestHistory implements RequestHistory {

    private final MongoOperations mongo;
    private final String collection;
    private final DocumentReader reader;

    MongoRequestHistory(MongoOperations mongo, ReservationCollections collections) {
        this.mongo = mongo;
        collection = collections.requests();
        reader = new DocumentReader(mongo, collection);
        mongo.indexOps(collection)
                .createIndex(new Index(LINE_COUNTER, Direction.ASC)
                        .on(CREATED_AT, Direction.DESC)
                        .on(ID, Direction.DESC));
    }

    @Override
    public List<ReservationRequest> of(String counter, @Nullable LedgerCursor before, int limit) {
        return reader.first(
                LedgerPages.newestFirst(where(LINE_COUNTER).is(counter), CREATED_AT, before),
                limit,
                RequestDocuments::request);
    }

    @Override
    public Stream<ReservationRequest> committed(Collection<String> counters) {
        Criteria committed = where(LINE_COUNTER).in(counters).and(STATE).is(State.COMMITTED.name());
        return mongo.stream(query(committed), Document.class, collection)
                .map(stored -> reader.readOrThrow(stored, RequestDocuments::request));
    }
}
