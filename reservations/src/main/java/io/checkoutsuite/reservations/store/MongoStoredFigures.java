package io.checkoutsuite.reservations.store;

import static io.checkoutsuite.reservations.store.CounterDocuments.*;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.reservations.ledger.CounterFigures;
import io.checkoutsuite.reservations.ledger.StoredFigures;
import java.util.Collection;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** The reads and the conditional write of a recomputation. */
@Component
@RequiredArgsConstructor
class MongoStoredFigures implements StoredFigures {

    private final MongoOperations mongo;
    private final ReservationCollections collections;

    @Override
    public List<CounterFigures> read(Collection<String> counters) {
        return mongo.find(query(where(ID).in(counters)), Document.class, collections.counters()).stream()
                .map(MongoStoredFigures::figures)
                .toList();
    }

    /** Race: a repair against concurrent reserve, commit, release and stock changes. The repair yields. */
    @Override
    public boolean repair(CounterFigures read, CounterFigures computed) {
        Criteria unchanged = where(ID)
                .is(read.counter())
                .and(TOTAL)
                .is(read.total())
                .and(BUFFER)
                .is(read.buffer())
                .and(SOFT)
                .is(read.soft())
                .and(HARD)
                .is(read.hard())
                .and(AVAILABLE)
                .is(read.available())
                .and(HOLDS)
                .is(read.holds().stream()
                        .map(open -> hold(open.hold(), open.leaseUntil()))
                        .toList());
        Update update =
                Update.update(SOFT, computed.soft()).set(HARD, computed.hard()).set(AVAILABLE, computed.available());
        return mongo.updateFirst(query(unchanged), update, collections.counters())
                        .getMatchedCount()
                == 1;
    }

    private static CounterFigures figures(Document counter) {
        return new CounterFigures(
                counter.getString(ID),
                number(counter, TOTAL),
                number(counter, BUFFER),
                number(counter, SOFT),
                number(counter, HARD),
                number(counter, AVAILABLE),
                openHolds(counter).stream()
                        .map(stored -> new CounterFigures.OpenHold(hold(counter, stored), leaseUntil(stored)))
                        .toList());
    }
}
