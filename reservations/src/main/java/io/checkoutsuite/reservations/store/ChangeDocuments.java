package io.checkoutsuite.reservations.store;

import static io.checkoutsuite.reservations.store.CounterDocuments.number;

import io.checkoutsuite.reservations.counter.AvailabilityPolicy;
import io.checkoutsuite.reservations.ledger.CounterChange;
import java.util.Date;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;

/** The layout of a recorded change, and of a pending one in its counter. */
final class ChangeDocuments {

    static final String ID = "_id";
    static final String COUNTER = "counter";
    static final String AT = "at";

    private ChangeDocuments() {}

    static CounterChange change(Document stored) {
        Document attributes = stored.get("attributes", new Document());
        return new CounterChange(
                stored.getString(ID),
                stored.getString(COUNTER),
                CounterChange.Kind.valueOf(stored.getString("kind")),
                stored.getString("batch"),
                stored.getDate(AT).toInstant(),
                number(stored, "total"),
                number(stored, "delta"),
                number(stored, "buffer"),
                AvailabilityPolicy.valueOf(stored.getString("policy")),
                attributes.keySet().stream()
                        .collect(Collectors.toUnmodifiableMap(name -> name, attributes::getString)));
    }

    static Document document(CounterChange change) {
        return new Document(ID, change.id())
                .append(COUNTER, change.counter())
                .append("kind", change.kind().name())
                .append("batch", change.batch())
                .append(AT, Date.from(change.at()))
                .append("total", change.total())
                .append("delta", change.delta())
                .append("buffer", change.buffer())
                .append("policy", change.policy().name())
                .append("attributes", new Document(Map.copyOf(change.attributes())));
    }
}
