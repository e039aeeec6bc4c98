package io.checkoutsuite.workqueue.store;

import io.checkoutsuite.workqueue.operations.ParkedItem;
import io.checkoutsuite.workqueue.operations.QueueStore.SlotState;
import io.checkoutsuite.workqueue.operations.QueueStore.StoredSlot;
import io.checkoutsuite.workqueue.queue.Slots.Delivery;
import io.checkoutsuite.workqueue.queue.Slots.Filling;
import io.checkoutsuite.workqueue.queue.Slots.StoredItem;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The document of a slot. */
final class SlotDocuments {

    static final String ID = "_id";
    static final String QUEUE = "queue";
    /** A {@link SlotState}. */
    static final String STATE = "state";
    /** The number of the item; of a slot without one, the number of the slot. */
    static final String ORDER = "order";
    /** True if the slot goes out of use when its item is removed. */
    static final String RETIRING = "retiring";

    static final String KEY = "key";
    static final String PAYLOAD = "payload";
    static final String ADDED_AT = "addedAt";
    static final String ATTEMPTS = "attempts";
    static final String VISIBLE_AT = "visibleAt";
    /** Of the latest delivery, until the item is released. */
    static final String TOKEN = "token";
    /** Present from the delivery until the item is released: the queue with the key; of an item without a key, the queue with the slot. */
    static final String LEASED = "leased";
    /** Present while the item is parked: the queue with the number of the item, so that they sort by it. */
    static final String PARKED = "parked";

    static final String PARKED_AT = "parkedAt";
    static final String REASON = "reason";

    /** From the beginning of time on: independent of the clocks of nodes. */
    static final Date AT_ONCE = Date.from(Instant.EPOCH);

    private static final List<String> OF_ITEM =
            List.of(KEY, PAYLOAD, ADDED_AT, ATTEMPTS, VISIBLE_AT, TOKEN, LEASED, PARKED, PARKED_AT, REASON, RETIRING);

    private static final char SEPARATOR = '/';

    private SlotDocuments() {}

    static String id(String queue, int slot) {
        return queue + SEPARATOR + slot;
    }

    /** Restricts a filter to all slots of the queue: their ids begin with its name and a slash. */
    static Document ids(String queue) {
        return new Document(ID, new Document("$gte", queue + SEPARATOR).append("$lt", queue + (char) (SEPARATOR + 1)));
    }

    static Document free(String queue, int slot) {
        return new Document(ID, id(queue, slot))
                .append(QUEUE, queue)
                .append(STATE, SlotState.FREE.name())
                .append(ORDER, (long) slot);
    }

    static Document filled(Filling filling) {
        Document item = new Document(STATE, SlotState.FULL.name())
                .append(ORDER, filling.number())
                .append(PAYLOAD, filling.payload())
                .append(ADDED_AT, Date.from(filling.addedAt()))
                .append(ATTEMPTS, 0)
                .append(VISIBLE_AT, AT_ONCE);
        if (filling.key() != null) {
            item.append(KEY, filling.key());
        }
        return new Document("$set", item);
    }

    /** @param state free or retired */
    static Document emptied(int slot, SlotState state) {
        Document gone = new Document();
        OF_ITEM.forEach(field -> gone.append(field, ""));
        return new Document("$set", new Document(STATE, state.name()).append(ORDER, (long) slot))
                .append("$unset", gone);
    }

    static String leased(String queue, StoredItem item) {
        return queue + SEPARATOR + (item.key() == null ? "s" + item.slot() : "k" + item.key());
    }

    static String parked(String queue, long number) {
        return "%s%c%019d".formatted(queue, SEPARATOR, number);
    }

    /** All parked items of the queue after this number. */
    static Document parkedAfter(String queue, long number) {
        return new Document(
                PARKED, new Document("$gt", parked(queue, number)).append("$lt", queue + (char) (SEPARATOR + 1)));
    }

    static int slot(Document stored) {
        String id = string(stored, ID);
        return Integer.parseInt(id.substring(id.lastIndexOf(SEPARATOR) + 1));
    }

    static StoredItem item(Document stored) {
        Object token = stored.get(TOKEN);
        return new StoredItem(
                slot(stored),
                number(stored, ORDER),
                stored.getString(KEY),
                (int) number(stored, ATTEMPTS),
                token == null ? 0 : number(stored, TOKEN),
                instant(stored, VISIBLE_AT),
                stored.containsKey(LEASED),
                stored.containsKey(PARKED));
    }

    static Delivery delivery(Document stored) {
        return new Delivery(item(stored), string(stored, PAYLOAD), instant(stored, ADDED_AT));
    }

    static ParkedItem parkedItem(Document stored) {
        return new ParkedItem(
                number(stored, ORDER),
                stored.getString(KEY),
                string(stored, PAYLOAD),
                (int) number(stored, ATTEMPTS),
                string(stored, REASON),
                instant(stored, ADDED_AT),
                instant(stored, PARKED_AT));
    }

    static StoredSlot storedSlot(Document stored) {
        return new StoredSlot(
                slot(stored),
                SlotState.valueOf(string(stored, STATE)),
                number(stored, ORDER),
                stored.containsKey(RETIRING));
    }

    private static String string(Document stored, String field) {
        return Objects.requireNonNull(stored.getString(field), field);
    }

    private static long number(Document stored, String field) {
        return Objects.requireNonNull(stored.get(field, Number.class), field).longValue();
    }

    private static Instant instant(Document stored, String field) {
        @Nullable Date date = stored.getDate(field);
        return Objects.requireNonNull(date, field).toInstant();
    }
}
