package io.checkoutsuite.payment.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.events.PaymentStatusChanged;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.InboxEntry;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.inbox.InboxDocument;
import io.checkoutsuite.messaging.outbox.Outbox;
import io.checkoutsuite.messaging.outbox.OutboxRelays;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.AuthorizationState;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.Authorized;
import io.checkoutsuite.payment.authorization.Awaiting;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.Bound;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.authorization.Running;
import io.checkoutsuite.payment.authorization.UnfinishedReversal;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Stores authorizations in the collection {@code authorizations}. */
@Component
class MongoAuthorizations implements Authorizations, InitializingBean {

    private static final String COLLECTION = "authorizations";

    /** True on documents with pending gateway calls that the state does not show (operations, orphaned holds, results to announce); absent on all others. */
    private static final String HAS_PENDING_OPERATIONS = "hasPendingOperations";

    /** When their recovery is due. */
    private static final String RECOVERY_DUE_AT = "recoveryDueAt";

    private static final String CREATED_AT = "createdAt";

    /** Until when the money of a pending payment is expected; absent if none is. */
    private static final String EXPECTED_UNTIL = "expectedUntil";

    private static final List<AuthorizationState> HOLDING = Arrays.stream(AuthorizationState.values())
            .filter(state -> state.mayHold() || state == AuthorizationState.BOUND)
            .toList();

    private final MongoOperations mongo;
    private final EventCodec codec;
    private final OutboxRelays relays;
    private final PaymentSettings settings;
    private final Clock clock;
    private final DocumentReader reader;
    private final Function<Document, Authorization> read;
    private final Function<Document, BegunAuthorization> readBegun;

    MongoAuthorizations(
            MongoOperations mongo, EventCodec codec, OutboxRelays relays, PaymentSettings settings, Clock clock) {
        this.mongo = mongo;
        this.codec = codec;
        this.relays = relays;
        this.settings = settings;
        this.clock = clock;
        reader = new DocumentReader(mongo, COLLECTION);
        read = reader.as(AuthorizationDocument.class).andThen(AuthorizationDocument::authorization);
        readBegun = read.andThen(BegunAuthorization.class::cast);
    }

    @Override
    public void afterPropertiesSet() {
        List.of("state", "purpose.cartId", "purpose.orderNumber", "payments.paymentId")
                .forEach(field -> mongo.indexOps(COLLECTION).createIndex(new Index(field, Sort.Direction.ASC)));
        mongo.indexOps(COLLECTION)
                .createIndex(new Index(HAS_PENDING_OPERATIONS, Sort.Direction.ASC)
                        .on(RECOVERY_DUE_AT, Sort.Direction.ASC)
                        .sparse());
        mongo.indexOps(COLLECTION).createIndex(new Index(EXPECTED_UNTIL, Sort.Direction.ASC).sparse());
        mongo.indexOps(COLLECTION)
                .createIndex(new Index("tenant", Sort.Direction.ASC).on(CREATED_AT, Sort.Direction.ASC));
    }

    @Override
    public boolean begin(Authorization first) {
        try {
            mongo.insert(AuthorizationDocument.of(first), COLLECTION);
            return true;
        } catch (DuplicateKeyException known) {
            return false;
        }
    }

    @Override
    public boolean change(BegunAuthorization changed, List<PaymentStatusChanged> events) {
        List<OutboxEntry> pendingEvents = events.stream().map(codec::entry).toList();
        // Guards against all concurrent changes: a change made from an older version matches no document.
        Query unchanged = query(where("_id").is(changed.id()).and("version").is(changed.version() - 1));
        Outbox.include(unchanged);
        Document written = mongo.findAndModify(
                unchanged,
                update(AuthorizationDocument.of(changed), changed, pendingEvents),
                FindAndModifyOptions.options().returnNew(true),
                Document.class,
                COLLECTION);
        if (written != null && !pendingEvents.isEmpty()) {
            relays.of(COLLECTION).publishSoon(changed.id(), Outbox.entries(mongo, written), pendingEvents.size());
        }
        return written != null;
    }

    @Override
    public boolean bind(Authorized authorized, InboxEntry entry) {
        Bound bound = authorized.bound();
        // Guards against all concurrent changes, as change does.
        return bind(where("_id").is(bound.id()).and("version").is(authorized.version()), entry);
    }

    @Override
    public boolean bindUnlessSaving(String tenant, String requestId, InboxEntry entry) {
        // Guards against a checkout that was rolled back, and against a concurrent delivery.
        return bind(
                where("_id")
                        .is(Authorization.key(tenant, requestId))
                        .and("state")
                        .is(AuthorizationState.AUTHORIZED)
                        .and("payments")
                        .not()
                        .elemMatch(where("save").is(true)),
                entry);
    }

    /** Nothing but the state changes. */
    private boolean bind(Criteria guard, InboxEntry entry) {
        Update update = new Update().set("state", AuthorizationState.BOUND).inc("version", 1);
        return mongo.updateFirst(query(guard), InboxDocument.append(update, entry), COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    private Update update(
            AuthorizationDocument changed, BegunAuthorization authorization, List<OutboxEntry> pendingEvents) {
        boolean hasPendingOperations = authorization.hasPendingOperations();
        Update update = new Update()
                .set("version", changed.version())
                .set("state", changed.state())
                .set("payments", changed.payments())
                .set("declines", changed.declines())
                .set("attempt", changed.attempt())
                .set("orphanedHolds", changed.orphanedHolds())
                .set("reversalAttempts", changed.reversalAttempts());
        setOrUnset(update, "targetState", changed.targetState());
        setOrUnset(update, "waiting", changed.waiting());
        setOrUnset(update, "resultUnannounced", changed.resultUnannounced());
        setOrUnset(update, "lease", changed.lease());
        setOrUnset(update, HAS_PENDING_OPERATIONS, hasPendingOperations ? true : null);
        setOrUnset(
                update,
                EXPECTED_UNTIL,
                authorization.isMoneyExpected() ? changed.createdAt().plus(settings.pendingExpiry()) : null);
        setOrUnset(update, RECOVERY_DUE_AT, hasPendingOperations ? clock.instant() : null);
        if (!pendingEvents.isEmpty()) {
            Outbox.append(update, pendingEvents, clock.instant());
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
                .map(stored -> reader.readOrThrow(stored, read));
    }

    @Override
    public List<Running> interrupted(Instant leaseExpiredBy, int limit) {
        return free(AuthorizationState.RUNNING, leaseExpiredBy, limit, read.andThen(Running.class::cast));
    }

    @Override
    public List<Awaiting> lookUpsDue(Instant now, int limit) {
        return free(AuthorizationState.AWAITING, now, limit, read.andThen(Awaiting.class::cast));
    }

    @Override
    public List<UnfinishedReversal> reversalsDue(Instant now, int limit) {
        return Stream.of(AuthorizationState.REVERSING, AuthorizationState.REVERSAL_FAILED)
                .flatMap(state -> free(state, now, limit, read.andThen(UnfinishedReversal.class::cast)).stream())
                .toList();
    }

    private <T> List<T> free(AuthorizationState state, Instant by, int limit, Function<Document, T> mapper) {
        return reader.first(query(where("state").is(state).and("lease.until").lte(by)), limit, mapper);
    }

    @Override
    public List<Authorization> inState(
            String tenant, AuthorizationState state, @Nullable String afterRequestId, int limit) {
        return page(where("state").is(state).and("tenant").is(tenant), tenant, afterRequestId, limit, read);
    }

    @Override
    public <T> List<T> holding(
            String tenant,
            @Nullable TimeRange created,
            String afterRequestId,
            int limit,
            Function<BegunAuthorization, T> mapper) {
        Criteria holding = where("state").in(HOLDING);
        if (created != null) {
            holding.and("tenant").is(tenant).and(CREATED_AT).gte(created.from()).lt(created.to());
        }
        return page(holding, tenant, afterRequestId, limit, readBegun.andThen(mapper));
    }

    private <T> List<T> page(
            Criteria criteria,
            String tenant,
            @Nullable String afterRequestId,
            int limit,
            Function<Document, T> mapper) {
        Criteria further = new TenantKey(tenant, afterRequestId == null ? "" : afterRequestId).startAfter(criteria);
        return reader.first(query(further).with(Sort.by(Sort.Direction.ASC, "_id")), limit, mapper);
    }

    @Override
    public List<BegunAuthorization> dueForRecovery(Instant now, int limit) {
        Criteria due =
                where(HAS_PENDING_OPERATIONS).is(true).and(RECOVERY_DUE_AT).lte(now);
        return reader.first(query(due).with(Sort.by(RECOVERY_DUE_AT)), limit, readBegun);
    }

    @Override
    public List<Bound> expired(Instant now, int limit) {
        Criteria expired = where(EXPECTED_UNTIL).lte(now).and("state").is(AuthorizationState.BOUND);
        return reader.first(query(expired).with(Sort.by(EXPECTED_UNTIL)), limit, read.andThen(Bound.class::cast));
    }

    @Override
    public List<BegunAuthorization> withPendingOperations(String tenant, @Nullable String afterRequestId, int limit) {
        Criteria pending = where(HAS_PENDING_OPERATIONS).is(true).and("tenant").is(tenant);
        return page(pending, tenant, afterRequestId, limit, readBegun);
    }

    @Override
    public void postponeRecovery(BegunAuthorization authorization, Instant due) {
        mongo.updateFirst(
                query(where("_id")
                        .is(authorization.id())
                        .and(HAS_PENDING_OPERATIONS)
                        .is(true)),
                new Update().set(RECOVERY_DUE_AT, due),
                COLLECTION);
    }

    @Override
    public List<BegunAuthorization> withPayment(String tenant, String paymentId) {
        return latestFirst(
                where("payments.paymentId").is(paymentId).and("tenant").is(tenant));
    }

    @Override
    public List<BegunAuthorization> ofOrder(String tenant, String orderNumber) {
        return latestFirst(
                where("purpose.orderNumber").is(orderNumber).and("tenant").is(tenant));
    }

    @Override
    public List<BegunAuthorization> ofCart(String tenant, String cartId) {
        return latestFirst(where("purpose.cartId").is(cartId).and("tenant").is(tenant));
    }

    private List<BegunAuthorization> latestFirst(Criteria criteria) {
        return mongo.find(query(criteria), Document.class, COLLECTION).stream()
                .map(stored -> reader.readOrThrow(stored, readBegun))
                .sorted(Comparator.comparing(BegunAuthorization::createdAt).reversed())
                .toList();
    }
}
