package io.checkoutsuite.cart.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.cart.checkout.OrderNumbers;
import io.checkoutsuite.mongo.TenantKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** Allocates order numbers from one counter per tenant, in blocks. */
@Repository
@RequiredArgsConstructor
class MongoOrderNumbers implements OrderNumbers {

    private static final String COLLECTION = "counters";
    private static final long FIRST = 100_000;
    private static final long BLOCK = 100;

    private final MongoOperations mongo;
    private final Map<String, Block> blocks = new ConcurrentHashMap<>();

    /** The unused rest of a block. */
    private record Block(long next, long end) {}

    @Override
    public String next(String tenant) {
        Block allocated = blocks.compute(tenant, this::advance);
        return Long.toString(allocated.next());
    }

    private Block advance(String tenant, @Nullable Block current) {
        if (current != null && current.next() + 1 < current.end()) {
            return new Block(current.next() + 1, current.end());
        }
        long end = FIRST + allocateBlock(tenant);
        return new Block(end - BLOCK, end);
    }

    private long allocateBlock(String tenant) {
        try {
            return count(tenant);
        } catch (DuplicateKeyException anotherNodeCreatedTheCounter) {
            return count(tenant);
        }
    }

    /** Race: processes that allocate a block at the same time. Each increment belongs to one process. */
    private long count(String tenant) {
        Document counter = mongo.findAndModify(
                query(where("_id").is(new TenantKey(tenant, "orderNumber").id())),
                new Update().inc("allocated", BLOCK),
                FindAndModifyOptions.options().upsert(true).returnNew(true),
                Document.class,
                COLLECTION);
        if (counter == null) {
            throw new IllegalStateException("The order number counter of " + tenant + " returned no document");
        }
        return counter.get("allocated", Number.class).longValue();
    }
}
