package io.checkoutsuite.reservations.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.checkoutsuite.reservations.counter.AvailabilityPolicy;
import io.checkoutsuite.reservations.counter.Counter;
import io.checkoutsuite.reservations.counter.CounterDefinition;
import io.checkoutsuite.reservations.counter.Hold;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;

/** The layout of counter documents. Fields that are not named here belong to the owner of the counter. */
final class CounterDocuments {

    static final String ID = "_id";
    static final String TOTAL = "total";
    static final String BUFFER = "buffer";
    static final String SOFT = "soft";
    static final String HARD = "hard";
    static final String AVAILABLE = "available";
    static final String POLICY = "policy";

    /** The open holds, each with the following four fields. */
    static final String HOLDS = "holds";

    static final String REQUEST_ID = "requestId";
    static final String GENERATION = "generation";
    static final String QUANTITY = "quantity";
    static final String LEASE_UNTIL = "leaseUntil";

    /** The revision of the last definition that has one. */
    static final String REVISION = "revision";

    /** The number of changes by the owner; absent before the first one. */
    static final String CHANGES = "changes";

    /** The owner's last change, while it is not recorded in the ledger yet. */
    static final String CHANGE = "change";

    static final String CHANGE_PENDING = "changePending";

    private static final Set<String> OWN =
            Set.of(ID, TOTAL, BUFFER, SOFT, HARD, AVAILABLE, POLICY, HOLDS, REVISION, CHANGES, CHANGE, CHANGE_PENDING);

    private CounterDocuments() {}

    static Counter counter(Document stored) {
        Map<String, Object> owner = new LinkedHashMap<>(stored);
        owner.keySet().removeAll(OWN);
        return new Counter(
                stored.getString(ID),
                number(stored, TOTAL),
                number(stored, BUFFER),
                number(stored, SOFT),
                number(stored, HARD),
                number(stored, AVAILABLE),
                AvailabilityPolicy.valueOf(stored.getString(POLICY)),
                stored.getList(HOLDS, Document.class).size(),
                owner);
    }

    static Document fresh(CounterDefinition definition) {
        requireOwnersFields(definition);
        Document document = new Document(ID, definition.id())
                .append(TOTAL, definition.total())
                .append(BUFFER, definition.buffer())
                .append(SOFT, 0L)
                .append(HARD, 0L)
                .append(AVAILABLE, definition.total() - definition.buffer())
                .append(POLICY, definition.policy().name())
                .append(HOLDS, List.of());
        document.putAll(definition.owner());
        return document;
    }

    static Update replacement(Counter before, CounterDefinition now) {
        requireOwnersFields(now);
        Update update = Update.update(TOTAL, now.total())
                .set(BUFFER, now.buffer())
                .set(POLICY, now.policy().name())
                .inc(AVAILABLE, (now.total() - now.buffer()) - (before.total() - before.buffer()));
        now.owner().forEach(update::set);
        return update;
    }

    /** Race: two definitions of one counter. The difference is valid only for the total and buffer that it was computed from. */
    static Criteria unchanged(Counter before) {
        return where(ID)
                .is(before.id())
                .and(TOTAL)
                .is(before.total())
                .and(BUFFER)
                .is(before.buffer());
    }

    private static void requireOwnersFields(CounterDefinition definition) {
        if (definition.owner().keySet().stream().anyMatch(OWN::contains)) {
            throw new IllegalArgumentException("Owner fields of " + definition.id() + " use a reserved name: "
                    + definition.owner().keySet());
        }
    }

    static List<Document> openHolds(Document counter) {
        return counter.getList(HOLDS, Document.class, List.of());
    }

    static Hold hold(Document counter, Document stored) {
        return new Hold(
                counter.getString(ID),
                Objects.requireNonNull(stored.getString(REQUEST_ID)),
                (int) number(stored, GENERATION),
                number(stored, QUANTITY));
    }

    static Instant leaseUntil(Document hold) {
        return hold.getDate(LEASE_UNTIL).toInstant();
    }

    static Document hold(Hold hold, Instant leaseUntil) {
        return new Document(REQUEST_ID, hold.requestId())
                .append(GENERATION, hold.generation())
                .append(QUANTITY, hold.quantity())
                .append(LEASE_UNTIL, Date.from(leaseUntil));
    }

    static long number(Document stored, String field) {
        return stored.get(field, Number.class).longValue();
    }
}
