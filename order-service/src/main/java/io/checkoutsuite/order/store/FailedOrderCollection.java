package io.checkoutsuite.order.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.order.order.FailedOrder;
import io.checkoutsuite.order.order.FailedOrders;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/** The collection of failed orders, one document per checkout attempt. */
@Slf4j
@RequiredArgsConstructor
final class FailedOrderCollection implements FailedOrders {

    private static final String NAME = "failed_orders";

    private final MongoOperations mongo;

    void createIndexes() {
        mongo.indexOps(NAME)
                .createIndex(new Index("tenant", Direction.ASC)
                        .on("cartId", Direction.ASC)
                        .on("seq", Direction.DESC));
        mongo.indexOps(NAME).createIndex(new Index("tenant", Direction.ASC).on("seq", Direction.DESC));
    }

    @Override
    public void add(FailedOrder failed) {
        try {
            // The key decides the race between two deliveries.
            mongo.insert(FailedOrderDocument.of(failed), NAME);
        } catch (DuplicateKeyException recordedBefore) {
            log.debug("Attempt {} is on record already", failed.requestId());
        }
    }

    @Override
    public boolean contains(String tenant, String requestId) {
        return mongo.exists(query(where("_id").is(FailedOrderDocument.id(tenant, requestId))), NAME);
    }

    @Override
    public List<FailedOrder> list(String tenant, @Nullable String cartId, @Nullable String after, int limit) {
        Criteria wanted = where("tenant").is(tenant);
        if (cartId != null) {
            wanted.and("cartId").is(cartId);
        }
        Query page = query(SeqPage.after(wanted, after))
                .with(Sort.by(Direction.DESC, "seq"))
                .limit(limit);
        return mongo.find(page, FailedOrderDocument.class, NAME).stream()
                .map(FailedOrderDocument::failedOrder)
                .toList();
    }
}
