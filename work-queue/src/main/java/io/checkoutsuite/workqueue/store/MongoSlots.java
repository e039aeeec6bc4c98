package io.checkoutsuite.workqueue.store;

import static io.checkoutsuite.workqueue.store.SlotDocuments.*;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.workqueue.operations.QueueStore.SlotState;
import io.checkoutsuite.workqueue.queue.Slots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * The conditional writes on slots. Each update names the id of its slot, and changes it only if the slot is as the caller knows it.
 *
 * <p>Where the caller has to know which of several updates have changed nothing, each is an upsert: as its slot exists, an upsert whose condition
 * does not hold fails at the key instead of doing nothing, and the reply names it.
 */
public final class MongoSlots implements Slots {

    private static final int DUPLICATE_KEY = 11_000;
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final BulkWriteOptions ORDERED = new BulkWriteOptions().ordered(true);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final Document WITHOUT_PAYLOAD = new Document(ORDER, 1)
            .append(KEY, 1)
            .append(ATTEMPTS, 1)
            .append(TOKEN, 1)
            .append(VISIBLE_AT, 1)
            .append(LEASED, 1)
            .append(PARKED, 1);
    private static final Document MISSING = new Document("$exists", false);

    private final QueueCollections collections;
    private final DocumentReader reader;

    public MongoSlots(MongoOperations mongo) {
        collections = new QueueCollections(mongo);
        reader = new DocumentReader(mongo, QueueCollections.SLOTS);
    }

    @Override
    public long draw(String queue, int count) {
        Optional<Document> drawn = collections.definitions(
                queue,
                definitions -> Optional.ofNullable(definitions.findOneAndUpdate(
                        new Document(ID, queue),
                        new Document("$inc", new Document(DefinitionDocuments.SEQUENCE, (long) count)),
                        new FindOneAndUpdateOptions()
                                .returnDocument(ReturnDocument.AFTER)
                                .projection(new Document(DefinitionDocuments.SEQUENCE, 1)))));
        long last = drawn.orElseThrow(() -> new IllegalStateException("There is no work queue " + queue + " any more"))
                .get(DefinitionDocuments.SEQUENCE, Number.class)
                .longValue();
        return last - count + 1;
    }

    @Override
    public List<Integer> free(String queue, int from, int limit) {
        Document free = inState(queue, SlotState.FREE).append(ORDER, new Document("$gte", (long) from));
        return collections.slots(
                queue,
                slots -> slots.find(free)
                        .projection(new Document(ORDER, 1))
                        .sort(new Document(ORDER, 1))
                        .limit(limit)
                        .map(SlotDocuments::slot)
                        .into(new ArrayList<>()));
    }

    /**
     * Race: nodes that fill one slot. Only one of them finds it free. An ordered command stops at the first failure, so that no item is visible before an
     * earlier one of the same list.
     */
    @Override
    public int fill(String queue, List<Filling> fillings) {
        List<UpdateOneModel<Document>> updates = fillings.stream()
                .map(filling -> new UpdateOneModel<Document>(
                        new Document(ID, id(queue, filling.slot()))
                                .append(QUEUE, queue)
                                .append(STATE, SlotState.FREE.name()),
                        filled(filling),
                        UPSERT))
                .toList();
        return collections.slots(
                queue,
                slots -> refused(slots, updates, ORDERED).stream().findFirst().orElse(fillings.size()));
    }

    @Override
    public List<StoredItem> items(String queue, long after, int limit, Collection<String> withoutKeys) {
        Document full = inState(queue, SlotState.FULL).append(ORDER, new Document("$gt", after));
        if (!withoutKeys.isEmpty()) {
            full.append(KEY, new Document("$nin", List.copyOf(withoutKeys)));
        }
        List<Document> found = collections.slots(
                queue,
                slots -> slots.find(full)
                        .projection(WITHOUT_PAYLOAD)
                        .sort(new Document(ORDER, 1))
                        .limit(limit)
                        .into(new ArrayList<>()));
        return reader.all(found, SlotDocuments::item);
    }

    /** Race: nodes that lease one item, or its holder who extends the lease or gives the item back. Only the first finds it as it was read. */
    @Override
    public int lease(String queue, List<StoredItem> items, long token, Instant until) {
        List<UpdateOneModel<Document>> updates = items.stream()
                .map(item -> new UpdateOneModel<Document>(
                        asRead(queue, item),
                        new Document(
                                        "$set",
                                        new Document(VISIBLE_AT, Date.from(until))
                                                .append(TOKEN, token)
                                                .append(LEASED, SlotDocuments.leased(queue, item)))
                                .append("$inc", new Document(ATTEMPTS, 1))))
                .toList();
        return collections.slots(
                queue, slots -> slots.bulkWrite(updates, UNORDERED).getMatchedCount());
    }

    @Override
    public List<Delivery> leased(String queue, List<StoredItem> items) {
        List<String> names =
                items.stream().map(item -> SlotDocuments.leased(queue, item)).toList();
        List<Document> found = collections.slots(
                queue,
                slots -> slots.find(new Document(LEASED, new Document("$in", names)))
                        .into(new ArrayList<>()));
        return reader.all(found, SlotDocuments::delivery);
    }

    /** Race: nodes that find an item whose last attempt has ended. Only one of them parks it, and a redriven one is not parked again. */
    @Override
    public int park(String queue, List<StoredItem> items, Instant at, String reason) {
        List<UpdateOneModel<Document>> updates = items.stream()
                .map(item ->
                        new UpdateOneModel<Document>(asRead(queue, item), parked(queue, item.number(), at, reason)))
                .toList();
        return collections.slots(
                queue, slots -> slots.bulkWrite(updates, UNORDERED).getMatchedCount());
    }

    /** Race: a consumer whose lease has ended against the next one. The token is that of the latest delivery only. */
    @Override
    public Set<Integer> settle(String queue, List<Settlement> settlements) {
        Set<Integer> refused = settle(queue, settlements, false);
        List<Integer> removals = refused.stream()
                .filter(index -> settlements.get(index).change() instanceof Change.Removed)
                .toList();
        if (removals.isEmpty()) {
            return refused;
        }
        // Their slots may have to go out of use, which is rare.
        Set<Integer> refusedAgain =
                settle(queue, removals.stream().map(settlements::get).toList(), true);
        Set<Integer> done = IntStream.range(0, removals.size())
                .filter(index -> !refusedAgain.contains(index))
                .mapToObj(removals::get)
                .collect(Collectors.toSet());
        refused.removeAll(done);
        return refused;
    }

    private Set<Integer> settle(String queue, List<Settlement> settlements, boolean retiring) {
        List<UpdateOneModel<Document>> updates = settlements.stream()
                .map(settlement -> update(queue, settlement, retiring))
                .toList();
        return collections.slots(queue, slots -> refused(slots, updates, UNORDERED));
    }

    private static UpdateOneModel<Document> update(String queue, Settlement settlement, boolean retiring) {
        Document guard = new Document(ID, id(queue, settlement.slot())).append(TOKEN, settlement.token());
        Document update = switch (settlement.change()) {
            case Change.Removed removed -> {
                // Race: an operator who reduces the capacity marks the slot, before or after.
                guard.append(RETIRING, retiring ? true : MISSING);
                yield emptied(settlement.slot(), retiring ? SlotState.RETIRED : SlotState.FREE);
            }
            case Change.Released released ->
                new Document("$set", new Document(VISIBLE_AT, AT_ONCE))
                        .append("$inc", new Document(ATTEMPTS, -1))
                        .append("$unset", notLeased());
            case Change.Delayed delayed ->
                new Document(
                                "$set",
                                new Document(VISIBLE_AT, Date.from(delayed.visibleAt()))
                                        .append(REASON, delayed.reason()))
                        .append("$unset", notLeased());
            case Change.Parked parked -> parked(queue, settlement.number(), parked.at(), parked.reason());
            case Change.Extended extended -> {
                // Race: an item with the same key may have been delivered since the lease ended.
                guard.append(VISIBLE_AT, new Document("$gt", Date.from(extended.now())));
                yield new Document("$set", new Document(VISIBLE_AT, Date.from(extended.until())));
            }
        };
        return new UpdateOneModel<>(guard, update, UPSERT);
    }

    @Override
    public int countItems(String queue) {
        return count(queue, SlotState.FULL);
    }

    @Override
    public int countFree(String queue) {
        return count(queue, SlotState.FREE);
    }

    private int count(String queue, SlotState state) {
        return Math.toIntExact(collections.slots(queue, slots -> slots.countDocuments(inState(queue, state))));
    }

    static Document inState(String queue, SlotState state) {
        return new Document(QUEUE, queue).append(STATE, state.name());
    }

    private static Document asRead(String queue, StoredItem item) {
        return new Document(ID, id(queue, item.slot()))
                .append(STATE, SlotState.FULL.name())
                .append(ORDER, item.number())
                .append(VISIBLE_AT, Date.from(item.visibleAt()))
                .append(TOKEN, item.token() == 0 ? MISSING : item.token());
    }

    private static Document parked(String queue, long number, Instant at, String reason) {
        return new Document(
                        "$set",
                        new Document(PARKED, SlotDocuments.parked(queue, number))
                                .append(PARKED_AT, Date.from(at))
                                .append(REASON, reason))
                .append("$unset", notLeased());
    }

    private static Document notLeased() {
        return new Document(TOKEN, "").append(LEASED, "");
    }

    /** Executes upserts, and returns the indexes of those whose condition does not hold, in ascending order. */
    private static Set<Integer> refused(
            MongoCollection<Document> slots, List<UpdateOneModel<Document>> upserts, BulkWriteOptions options) {
        try {
            slots.bulkWrite(upserts, options);
            return new TreeSet<>();
        } catch (MongoBulkWriteException failed) {
            boolean expected = failed.getWriteConcernError() == null
                    && failed.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY);
            if (!expected) {
                throw failed;
            }
            return failed.getWriteErrors().stream()
                    .map(BulkWriteError::getIndex)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
