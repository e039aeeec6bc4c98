package io.checkoutsuite.workqueue.store;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.checkoutsuite.workqueue.queue.WorkQueueException;
import java.util.Objects;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.springframework.dao.DataAccessException;
import org.springframework.data.mongodb.core.MongoOperations;

/** The collections of definitions and of slots. */
@RequiredArgsConstructor
final class QueueCollections {

    static final String DEFINITIONS = "work_queues";
    static final String SLOTS = "work_queue_slots";

    private final MongoOperations mongo;

    /** Orders the items of a queue, and finds free slots; finds leases by key, and parked items. The last two contain few documents. */
    void createIndexes(String queue) {
        slots(queue, slots -> {
            slots.createIndex(Indexes.ascending(
                    SlotDocuments.QUEUE, SlotDocuments.STATE, SlotDocuments.ORDER, SlotDocuments.KEY));
            slots.createIndex(Indexes.ascending(SlotDocuments.LEASED), new IndexOptions().sparse(true));
            return slots.createIndex(Indexes.ascending(SlotDocuments.PARKED), new IndexOptions().sparse(true));
        });
    }

    <T> T slots(String queue, Function<MongoCollection<Document>, T> command) {
        return execute(queue, SLOTS, command);
    }

    <T> T definitions(String queue, Function<MongoCollection<Document>, T> command) {
        return execute(queue, DEFINITIONS, command);
    }

    private <T> T execute(String queue, String collection, Function<MongoCollection<Document>, T> command) {
        try {
            return Objects.requireNonNull(mongo.execute(collection, command::apply));
        } catch (DataAccessException | MongoException failed) {
            throw new WorkQueueException(queue, failed);
        }
    }
}
