package io.checkoutsuite.payment.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.events.PaymentStatusChanged;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.OutboxRelays;
import io.checkoutsuite.messaging.TimeRange;
import io.checkoutsuite.mongo.Readable;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.State;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Stores authorizations in the collection {@code authorizations}. */
@Component
class MongoAuthorizations implements Authorizations, InitializingBean {

    private static final String COLLECTION = "authorizations";

    /** True on documents with pending gateway calls that the state does not show (captures, refunds, orphaned holds); absent on all others. */
    private static final String ASKS = "asks";

    /** When their recovery is due; missing on documents of an older version, which come first. */
    private static final String ASKS_AT = "asksAt";

    private static final String CREATED_AT = "createdAt";

    private static final List<State> HOLDING = Arrays.stream(State.values())
            .filter(state -> state.mayHold() || state == State.BOUND)
            .toList();

    private final MongoOperations mongo;
    private final EventCodec codec;
    private final OutboxRelays relays;
    private final Clock clock;
    private final Readable readable;
    private final Function<Document, Authorization> read;

    MongoAuthorizations(MongoOperations mongo, EventCodec codec, OutboxRelays relays, Clock clock) {
        this.mongo = mongo;
        this.codec = codec;
        this.relays = relays;
        this.clock = clock;
        readable = new Readable(mongo, COLLECTION);
        read = readable.as(Authorization.class);
    }

    @Override
    public void afterPropertiesSet() {
        List.of("state", "purpose.cartId", "purpose.orderNumber", "payments.paymentId")
                .forEach(field -> mongo.indexOps(COLLECTION).createIndex(new Index(field, Sort.Direction.ASC)));
        mongo.indexOps(COLLECTION)
                .createIndex(new Index(ASKS, Sort.Direction.ASC)
                        .on(ASKS_AT, Sort.Direction.ASC)
                        .sparse());
        mongo.indexOps(COLLECTION)
                .createIndex(new Index("tenant", Sort.Direction.ASC).on(CREATED_AT, Sort.Direction.ASC));
    }

    @Override
    public boolean begin(Authorization first) {
        try {
            mongo.insert(first, COLLECTION);
            return true;
        } catch (DuplicateKeyException known) {
            return false;
        }
    }

    @Override
    public boolean change(Authorization changed, List<PaymentStatusChanged> events) {
        List<OutboxEntry> owed = events.stream().map(codec::entry).toList();
        // Guards against all concurrent changes: a change made from an older version matches no document.
        Authorization written = mongo.findAndModify(
                query(where("_id").is(changed.id()).and("version").is(changed.version() - 1)),
                update(changed, owed),
                FindAndModifyOptions.options().returnNew(true),
                Authorization.class,
                COLLECTION);
        if (written != null && !owed.isEmpty()) {
            relays.of(COLLECTION).justAdded(written.id(), written.outbox(), owed.size());
        }
        return written != null;
    }

    private Update update(Authorization changed, List<OutboxEntry> owed) {
        Update update = new Update()
                .set("version", changed.version())
                .set("state", changed.state())
                .set("payments", changed.payments())
                .set("declines", changed.declines())
                .set("attempt", changed.attempt())
                .set("orphans", changed.orphans())
                .set("reversalAttempts", changed.reversalAttempts());
        setOrUnset(update, "then", changed.then());
        setOrUnset(update, "claim", changed.claim());
        setOrUnset(update, ASKS, changed.isAsking() ? true : null);
        setOrUnset(update, ASKS_AT, changed.isAsking() ? clock.instant() : null);
        if (!owed.isEmpty()) {
            update.push(OutboxEntry.OUTBOX).each(owed.toArray());
            update.set(OutboxEntry.OWES, true).set(OutboxEntry.OWED_AT, clock.instant());
        }
        return update;
    }

    private static void setOrUnset(Update update, String field, @Nullable Object value) {
        if (value == null) {
            update.unset(field);
        } else {
            update.set(field, value);
        }
    }

    @Override
    public Optional<Authorization> of(String tenant, String requestId) {
        return Optional.ofNullable(mongo.findById(Authorization.key(tenant, requestId), Document.class, COLLECTION))
                .map(stored -> readable.required(stored, read));
    }

    @Override
    public List<Authorization> abandoned(State fewAreIn, Instant by, int limit) {
        return readable.first(
                query(where("state").is(fewAreIn).and("claim.until").lte(by)), limit, read);
    }

    @Override
    public List<Authorization> in(String tenant, State fewAreIn, @Nullable String afterRequestId, int limit) {
        return page(where("state").is(fewAreIn).and("tenant").is(tenant), tenant, afterRequestId, limit, read);
    }

    @Override
    public <T> List<T> holding(
            String tenant,
            @Nullable TimeRange created,
            String afterRequestId,
            int limit,
            Function<Authorization, T> as) {
        Criteria holding = where("state").in(HOLDING);
        if (created != null) {
            holding.and("tenant").is(tenant).and(CREATED_AT).gte(created.from()).lt(created.to());
        }
        return page(holding, tenant, afterRequestId, limit, read.andThen(as));
    }

    /** All keys of a tenant sort between the tenant followed by a slash and the tenant followed by the character after a slash. */
    private <T> List<T> page(
            Criteria wanted, String tenant, @Nullable String afterRequestId, int limit, Function<Document, T> as) {
        Criteria further = wanted.and("_id")
                .gt(Authorization.key(tenant, afterRequestId == null ? "" : afterRequestId))
                .lt(tenant + "0");
        return readable.first(query(further).with(Sort.by(Sort.Direction.ASC, "_id")), limit, as);
    }

    @Override
    public List<Authorization> asking(Instant now, int limit) {
        Criteria due = where(ASKS).is(true).and(ASKS_AT).not().gt(now);
        return readable.first(query(due).with(Sort.by(ASKS_AT)), limit, read);
    }

    @Override
    public void askAgain(Authorization asking, Instant due) {
        mongo.updateFirst(
                query(where("_id").is(asking.id()).and(ASKS).is(true)), new Update().set(ASKS_AT, due), COLLECTION);
    }

    @Override
    public List<Authorization> withPayment(String tenant, String paymentId) {
        return latestFirst(
                where("payments.paymentId").is(paymentId).and("tenant").is(tenant));
    }

    @Override
    public List<Authorization> ofOrder(String tenant, String orderNumber) {
        return latestFirst(
                where("purpose.orderNumber").is(orderNumber).and("tenant").is(tenant));
    }

    @Override
    public List<Authorization> ofCart(String tenant, String cartId) {
        return latestFirst(where("purpose.cartId").is(cartId).and("tenant").is(tenant));
    }

    private List<Authorization> latestFirst(Criteria few) {
        return mongo.find(query(few), Document.class, COLLECTION).stream()
                .map(stored -> readable.required(stored, read))
                .sorted(Comparator.comparing(Authorization::createdAt).reversed())
                .toList();
    }
}
