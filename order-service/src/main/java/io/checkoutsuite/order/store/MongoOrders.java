package io.checkoutsuite.order.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.events.OrderHeld;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.InboxEntry;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.inbox.InboxDocument;
import io.checkoutsuite.messaging.outbox.Outbox;
import io.checkoutsuite.messaging.outbox.OutboxRelay;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.order.order.AwaitedOrder;
import io.checkoutsuite.order.order.CheckoutAlreadyRolledBackException;
import io.checkoutsuite.order.order.FailedOrder;
import io.checkoutsuite.order.order.KnownOrder;
import io.checkoutsuite.order.order.Order;
import io.checkoutsuite.order.order.OrderFilter;
import io.checkoutsuite.order.order.OrderHold;
import io.checkoutsuite.order.order.OrderNumberTakenException;
import io.checkoutsuite.order.order.OrderStatus;
import io.checkoutsuite.order.order.OrderSummary;
import io.checkoutsuite.order.order.Orders;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The collection of orders, one document per cart. */
final class MongoOrders implements Orders {

    static final String NAME = "orders";

    private static final List<String> PLACED =
            Arrays.stream(OrderStatus.values()).map(Enum::name).toList();

    private final MongoOperations mongo;
    private final OrderNumbers numbers;
    private final EventCodec codec;
    private final OutboxRelay relay;
    private final DocumentReader reader;
    private final Function<Document, AwaitedOrder> readAwaited;
    private final Function<Document, Order> readPlaced;
    private final Function<Document, OrderSummary> summaries;

    MongoOrders(MongoOperations mongo, OrderNumbers numbers, EventCodec codec, OutboxRelay relay) {
        this.mongo = mongo;
        this.numbers = numbers;
        this.codec = codec;
        this.relay = relay;
        reader = new DocumentReader(mongo, NAME);
        readAwaited = reader.as(AwaitedOrderDocument.class).andThen(AwaitedOrderDocument::order);
        readPlaced = reader.as(OrderDocument.class).andThen(OrderDocument::order);
        summaries = reader.as(OrderSummaryDocument.class).andThen(OrderSummaryDocument::summary);
    }

    void createIndexes() {
        createIndex(new Index("tenant", Direction.ASC)
                .on("customerId", Direction.ASC)
                .on("seq", Direction.DESC));
        createIndex(
                new Index("tenant", Direction.ASC).on("status", Direction.ASC).on("seq", Direction.DESC));
        createIndex(new Index("tenant", Direction.ASC).on("seq", Direction.DESC));
        createIndex(new Index("tenant", Direction.ASC).on("createdAt", Direction.ASC));
    }

    private void createIndex(Index index) {
        mongo.indexOps(NAME).createIndex(index);
    }

    @Override
    public boolean add(Order order, List<SuiteEvent> pending, InboxEntry entry) {
        // Race: a sale and a rollback of one attempt, which contradict each other. The first one that writes the claim
        // wins, unless the other one has already read it.
        if (claimNumber(order).rulesOut(order)) {
            throw new CheckoutAlreadyRolledBackException(order.requestId(), order.cartId());
        }
        List<OutboxEntry> outbox = pending.stream().map(codec::entry).toList();
        OrderDocument document = OrderDocument.of(order, outbox, InboxDocument.of(entry));
        boolean added = insert(document);
        if (added) {
            relay.publishSoon(document.id(), outbox);
        }
        return added;
    }

    @Override
    public boolean add(AwaitedOrder awaited) {
        claimNumber(awaited);
        return insert(AwaitedOrderDocument.of(awaited));
    }

    @Override
    public void ruleOut(FailedOrder failed) {
        numbers.ruleOut(failed);
    }

    private OrderNumbers.Claim claimNumber(KnownOrder order) {
        OrderNumbers.Claim claim = numbers.claim(order);
        if (!claim.isOf(order)) {
            throw new OrderNumberTakenException(order.number(), order.cartId());
        }
        return claim;
    }

    /** Race: two deliveries of a sale, or a sale and a shortage. The unique key lets only one of them insert. */
    private boolean insert(Object document) {
        try {
            mongo.insert(document, NAME);
            return true;
        } catch (DuplicateKeyException cartTaken) {
            return false;
        }
    }

    @Override
    public boolean placeAwaited(AwaitedOrder awaited, Order order, List<SuiteEvent> pending, InboxEntry entry) {
        List<OutboxEntry> outbox = pending.stream().map(codec::entry).toList();
        OrderDocument placed = OrderDocument.of(order, outbox, InboxDocument.of(entry));
        // Race: two deliveries of the sale, or a hold that is added concurrently. Without this guard, that hold would
        // never be announced.
        Criteria stillAwaited = where("_id")
                .is(placed.id())
                .and("requestId")
                .is(awaited.requestId())
                .and("status")
                .is(AwaitedOrderDocument.STATUS)
                .and("holds")
                .size(awaited.holds().size());
        if (!awaited.holds().isEmpty()) {
            stillAwaited
                    .and("holds.reason")
                    .all(awaited.holds().stream().map(OrderHold::reason).toList());
        }
        Update placement = new Update()
                .set("number", placed.number())
                .set("status", placed.status())
                .set("seq", placed.seq())
                .set("customerId", placed.customerId())
                .set("total", placed.total())
                .set("sale", placed.sale())
                .set("shipments", placed.shipments())
                .set("createdAt", placed.createdAt());
        InboxDocument.append(placement, entry);
        Outbox.append(placement, outbox, order.createdAt());
        boolean written =
                mongo.updateFirst(query(stillAwaited), placement, NAME).getMatchedCount() == 1;
        if (written) {
            relay.publishSoon(placed.id(), outbox);
        }
        return written;
    }

    @Override
    public boolean hold(OrderHold hold, OrderHeld pending) {
        String id = OrderDocument.id(pending.contextInfo().tenant(), pending.cartId());
        // Race: two deliveries of the shortage. Only an order that is not yet on hold for this reason is put on hold,
        // and only then is the hold announced.
        Query notYetHeld = query(where("_id")
                .is(id)
                .and("requestId")
                .is(pending.requestId())
                .and("status")
                .in(PLACED)
                .and("holds.reason")
                .ne(hold.reason().name()));
        Outbox.include(notYetHeld);
        Update putOnHold = new Update().push("holds", hold).set("status", OrderStatus.ON_HOLD.name());
        Document held = mongo.findAndModify(
                notYetHeld,
                Outbox.append(putOnHold, codec.entry(pending)),
                FindAndModifyOptions.options().returnNew(true),
                Document.class,
                NAME);
        if (held == null) {
            return false;
        }
        relay.publishSoon(id, Outbox.entries(mongo, held), 1);
        return true;
    }

    @Override
    public Optional<KnownOrder> find(String tenant, String cartId) {
        return Optional.ofNullable(mongo.findById(OrderDocument.id(tenant, cartId), Document.class, NAME))
                .map(stored -> reader.readOrThrow(stored, this::known));
    }

    private KnownOrder known(Document stored) {
        return AwaitedOrderDocument.STATUS.equals(stored.get("status"))
                ? readAwaited.apply(stored)
                : readPlaced.apply(stored);
    }

    @Override
    public Optional<Order> withNumber(String tenant, String number) {
        // A claim may belong to an order that was never created.
        return numbers.cartWith(tenant, number)
                .flatMap(cartId -> find(tenant, cartId))
                .filter(Order.class::isInstance)
                .map(Order.class::cast)
                .filter(order -> order.number().equals(number));
    }

    @Override
    public boolean isNumberTaken(String tenant, String number, String cartId) {
        return numbers.cartWith(tenant, number)
                .filter(cart -> !cart.equals(cartId))
                .isPresent();
    }

    @Override
    public List<OrderSummary> page(String tenant, @Nullable TimeRange created, String afterCartId, int limit) {
        Criteria further =
                new TenantKey(tenant, afterCartId).startAfter(where("status").in(PLACED));
        if (created != null) {
            further.and("tenant")
                    .is(tenant)
                    .and("createdAt")
                    .gte(created.from())
                    .lt(created.to());
        }
        Query page = query(further).with(Sort.by(Direction.ASC, "_id"));
        page.fields().include(OrderSummaryDocument.FIELDS);
        return reader.first(page, limit, summaries);
    }

    @Override
    public List<OrderSummary> list(OrderFilter filter) {
        Criteria wanted = where("tenant").is(filter.tenant());
        if (filter.cartId() != null) {
            wanted.and("_id").is(OrderDocument.id(filter.tenant(), filter.cartId()));
        }
        if (filter.customerId() != null) {
            wanted.and("customerId").is(filter.customerId());
        }
        if (filter.status() != null) {
            wanted.and("status").is(filter.status().name());
        }
        Query page = query(SequenceCursor.after(wanted, filter.after())).with(Sort.by(Direction.DESC, "seq"));
        page.fields().include(OrderSummaryDocument.FIELDS);
        return reader.first(page, filter.limit(), summaries);
    }
}
