package io.checkoutsuite.order.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.order.order.FailedOrder;
import io.checkoutsuite.order.order.FailedOrders;
import io.checkoutsuite.order.order.Retention;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import lombok.extern.slf4j.Slf4j;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The collection of failed orders, one document per checkout attempt. */
@Slf4j
final class MongoFailedOrders implements FailedOrders {

    private static final String NAME = "failed_orders";

    /** No attempt was rolled back before this month. */
    private static final YearMonth FIRST = YearMonth.of(2020, 1);

    private final MongoOperations mongo;
    private final DocumentReader reader;
    private final Function<Document, FailedOrder> read;

    MongoFailedOrders(MongoOperations mongo) {
        this.mongo = mongo;
        reader = new DocumentReader(mongo, NAME);
        read = reader.as(FailedOrderDocument.class).andThen(FailedOrderDocument::failedOrder);
    }

    void createIndexes() {
        mongo.indexOps(NAME)
                .createIndex(new Index("tenant", Direction.ASC)
                        .on("cartId", Direction.ASC)
                        .on("seq", Direction.DESC));
        mongo.indexOps(NAME).createIndex(new Index("tenant", Direction.ASC).on("seq", Direction.DESC));
        mongo.indexOps(NAME).createIndex(new Index("month", Direction.ASC));
        mongo.indexOps(NAME).createIndex(new Index("flagged", Direction.ASC).sparse());
    }

    @Override
    public void add(FailedOrder failed) {
        try {
            // Race: two deliveries of one rollback. The unique key lets only one of them insert.
            mongo.insert(FailedOrderDocument.of(failed), NAME);
        } catch (DuplicateKeyException recordedBefore) {
            log.debug("Attempt {} is already recorded", failed.requestId());
        }
    }

    @Override
    public boolean contains(String tenant, String requestId) {
        // MongoOperations.exists would count by an aggregation.
        Query record = query(where("_id").is(FailedOrderDocument.id(tenant, requestId)));
        record.fields().include("_id");
        return mongo.findOne(record, Document.class, NAME) != null;
    }

    @Override
    public List<FailedOrder> list(
            String tenant, @Nullable String cartId, boolean retainedOnly, @Nullable String after, int limit) {
        Criteria wanted = where("tenant").is(tenant);
        if (retainedOnly) {
            wanted.and("flagged").is(true);
        }
        if (cartId != null) {
            wanted.and("cartId").is(cartId);
        }
        Query page = query(SequenceCursor.after(wanted, after)).with(Sort.by(Direction.DESC, "seq"));
        return reader.first(page, limit, read);
    }

    @Override
    public List<FailedOrder> due(Instant limit, Instant now, int most) {
        List<FailedOrder> due = new ArrayList<>();
        YearMonth last = FailedOrderDocument.month(limit);
        for (YearMonth month = FIRST; !month.isAfter(last) && due.size() < most; month = month.plusMonths(1)) {
            due.addAll(reader.first(query(due(month, limit, now)), most - due.size(), read));
        }
        return due;
    }

    private static Criteria due(YearMonth month, Instant limit, Instant now) {
        return where("month")
                .is(month.toString())
                .and("failedAt")
                .lt(limit)
                .orOperator(
                        where("flagged").exists(false), where("retained.until").lte(now));
    }

    @Override
    public void retain(String tenant, String requestId, Retention.Retained retained) {
        mongo.updateFirst(
                one(tenant, requestId), new Update().set("retained", retained).set("flagged", true), NAME);
    }

    @Override
    public void purge(String tenant, String requestId, String cartId) {
        String id = FailedOrderDocument.id(tenant, requestId);
        // Without seq and month, no list and no purge finds the document.
        mongo.getCollection(NAME)
                .replaceOne(
                        new Document("_id", id),
                        new Document("_id", id)
                                .append("tenant", tenant)
                                .append("requestId", requestId)
                                .append("cartId", cartId)
                                .append("purged", true));
    }

    private static Query one(String tenant, String requestId) {
        return query(where("_id").is(FailedOrderDocument.id(tenant, requestId)));
    }
}
