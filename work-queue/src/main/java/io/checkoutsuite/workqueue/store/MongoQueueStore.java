package io.checkoutsuite.workqueue.store;

import static io.checkoutsuite.workqueue.store.SlotDocuments.*;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.workqueue.operations.ParkedItem;
import io.checkoutsuite.workqueue.operations.QueueDefinition;
import io.checkoutsuite.workqueue.operations.QueueStore;
import io.checkoutsuite.workqueue.queue.WorkQueueException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** Definitions of queues, and the conditional writes of operators. */
public final class MongoQueueStore implements QueueStore {

    private static final int DUPLICATE_KEY = 11_000;
    private static final int WRITES = 1_000;

    private final QueueCollections collections;
    private final DocumentReader reader;

    public MongoQueueStore(MongoOperations mongo) {
        collections = new QueueCollections(mongo);
        reader = new DocumentReader(mongo, QueueCollections.SLOTS);
    }

    /** Race: nodes that define the queue at the same time. The first decides the capacity. */
    @Override
    public QueueDefinition define(String queue, int capacity) {
        collections.createIndexes(queue);
        Optional<QueueDefinition> known = find(queue);
        if (known.isPresent()) {
            return known.get();
        }
        Document initial = new Document(DefinitionDocuments.CAPACITY, capacity)
                .append(DefinitionDocuments.SLOTS, 0)
                .append(DefinitionDocuments.SEQUENCE, 0L);
        try {
            return collections.definitions(
                    queue,
                    definitions -> DefinitionDocuments.definition(Objects.requireNonNull(definitions.findOneAndUpdate(
                            new Document(ID, queue),
                            new Document("$setOnInsert", initial),
                            new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)))));
        } catch (WorkQueueException raced) {
            // Two upserts may both try to insert.
            return find(queue).orElseThrow(() -> raced);
        }
    }

    @Override
    public Optional<QueueDefinition> find(String queue) {
        return collections.definitions(
                queue,
                definitions -> Optional.ofNullable(
                                definitions.find(new Document(ID, queue)).first())
                        .map(DefinitionDocuments::definition));
    }

    /** Race: operators who change the capacity at the same time. The last one wins. */
    @Override
    public boolean setCapacity(String queue, int capacity) {
        return collections
                        .definitions(
                                queue,
                                definitions -> definitions.updateOne(
                                        new Document(ID, queue),
                                        new Document(
                                                "$set",
                                                new Document(DefinitionDocuments.CAPACITY, capacity)
                                                        .append(DefinitionDocuments.SLOTS, 0))))
                        .getMatchedCount()
                > 0;
    }

    /** Race: the end of a change against the beginning of the next one. The slots are those of the capacity that was counted. */
    @Override
    public void setSlots(QueueDefinition counted) {
        collections.definitions(
                counted.name(),
                definitions -> definitions.updateOne(
                        new Document(ID, counted.name()).append(DefinitionDocuments.CAPACITY, counted.capacity()),
                        new Document("$set", new Document(DefinitionDocuments.SLOTS, counted.capacity()))));
    }

    /** In the order of their ids, which never change, so that no slot is read twice or missed whatever happens meanwhile. */
    @Override
    public List<StoredSlot> slots(String queue) {
        List<Document> found = collections.slots(
                queue,
                slots -> slots.find(ids(queue))
                        .projection(new Document(STATE, 1).append(ORDER, 1).append(RETIRING, 1))
                        .sort(new Document(ID, 1))
                        .into(new ArrayList<>()));
        return found.stream()
                .map(stored -> reader.readOrThrow(stored, SlotDocuments::storedSlot))
                .sorted(Comparator.comparingInt(StoredSlot::slot))
                .toList();
    }

    /** Race: nodes that create the slots of a queue at the same time. Each slot has one key. */
    @Override
    public void create(String queue, List<Integer> slots) {
        for (int from = 0; from < slots.size(); from += WRITES) {
            List<Document> documents = slots.subList(from, Math.min(from + WRITES, slots.size())).stream()
                    .map(slot -> SlotDocuments.free(queue, slot))
                    .toList();
            collections.slots(queue, collection -> {
                try {
                    return collection
                            .insertMany(documents, new InsertManyOptions().ordered(false))
                            .wasAcknowledged();
                } catch (MongoBulkWriteException failed) {
                    requireOnlyDuplicates(failed);
                    return true;
                }
            });
        }
    }

    private static void requireOnlyDuplicates(MongoBulkWriteException failed) throws MongoException {
        boolean expected = failed.getWriteConcernError() == null
                && failed.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY);
        if (!expected) {
            throw failed;
        }
    }

    /** Race: an addition that fills a free slot against an operator who takes it out of use. Whoever writes first has it. */
    @Override
    public void change(String queue, List<Integer> slots, SlotState from, SlotState to) {
        update(
                queue,
                slots,
                slot -> new UpdateOneModel<>(
                        new Document(ID, id(queue, slot)).append(STATE, from.name()),
                        new Document("$set", new Document(STATE, to.name()))));
    }

    /** Race: an acknowledgement that frees the slot. It finds the mark, or the mark finds no item any more. */
    @Override
    public void setRetiring(String queue, List<Integer> slots, boolean retiring) {
        update(
                queue,
                slots,
                slot -> new UpdateOneModel<>(
                        new Document(ID, id(queue, slot)).append(STATE, SlotState.FULL.name()),
                        new Document(retiring ? "$set" : "$unset", new Document(RETIRING, true))));
    }

    private void update(String queue, List<Integer> slots, Function<Integer, UpdateOneModel<Document>> update) {
        for (int from = 0; from < slots.size(); from += WRITES) {
            List<UpdateOneModel<Document>> updates = slots.subList(from, Math.min(from + WRITES, slots.size())).stream()
                    .map(update)
                    .toList();
            collections.slots(
                    queue, collection -> collection.bulkWrite(updates, new BulkWriteOptions().ordered(false)));
        }
    }

    @Override
    public int countItems(String queue) {
        return count(queue, MongoSlots.inState(queue, SlotState.FULL));
    }

    @Override
    public int countFree(String queue) {
        return count(queue, MongoSlots.inState(queue, SlotState.FREE));
    }

    @Override
    public int countParked(String queue) {
        return count(queue, parkedAfter(queue, 0));
    }

    private int count(String queue, Document which) {
        return Math.toIntExact(collections.slots(queue, slots -> slots.countDocuments(which)));
    }

    @Override
    public Optional<Instant> oldestAddedAt(String queue) {
        return collections.slots(
                queue,
                slots -> Optional.ofNullable(slots.find(MongoSlots.inState(queue, SlotState.FULL))
                                .projection(new Document(ADDED_AT, 1))
                                .sort(new Document(ORDER, 1))
                                .first())
                        .map(oldest -> oldest.getDate(ADDED_AT).toInstant()));
    }

    @Override
    public List<ParkedItem> parked(String queue, long after, int limit) {
        List<Document> found = collections.slots(
                queue,
                slots -> slots.find(parkedAfter(queue, after))
                        .sort(new Document(PARKED, 1))
                        .limit(limit)
                        .into(new ArrayList<>()));
        return reader.all(found, SlotDocuments::parkedItem);
    }

    /** Race: operators who redrive or drop one item. Only the first finds it parked. */
    @Override
    public boolean redrive(String queue, long number) {
        Document redriven = new Document("$set", new Document(ATTEMPTS, 0).append(VISIBLE_AT, AT_ONCE))
                .append("$unset", new Document(PARKED, "").append(PARKED_AT, ""));
        return parkedSlot(queue, number)
                .filter(slot -> updateParked(queue, slot, number, new Document(), redriven))
                .isPresent();
    }

    @Override
    public boolean drop(String queue, long number) {
        return parkedSlot(queue, number)
                .filter(slot -> updateParked(
                                queue,
                                slot,
                                number,
                                new Document(RETIRING, new Document("$exists", false)),
                                emptied(slot, SlotState.FREE))
                        || updateParked(
                                queue, slot, number, new Document(RETIRING, true), emptied(slot, SlotState.RETIRED)))
                .isPresent();
    }

    private Optional<Integer> parkedSlot(String queue, long number) {
        return collections.slots(
                queue,
                slots -> Optional.ofNullable(slots.find(new Document(PARKED, SlotDocuments.parked(queue, number)))
                                .projection(new Document(ORDER, 1))
                                .first())
                        .map(SlotDocuments::slot));
    }

    private boolean updateParked(String queue, int slot, long number, Document condition, Document update) {
        Document guard = new Document(ID, id(queue, slot)).append(PARKED, SlotDocuments.parked(queue, number));
        guard.putAll(condition);
        return collections.slots(queue, slots -> slots.updateOne(guard, update)).getMatchedCount() > 0;
    }
}
