package io.checkoutsuite.messaging.outbox;

import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * The outbox in an aggregate's own document: adds events to the write that makes them true, and tells which documents have pending ones.
 *
 * <p>Only this package names the fields. An aggregate that is inserted together with events contains an {@link OutboxDocument}.
 */
public final class Outbox {

    /** The entries, oldest first. */
    static final String ENTRIES = "outbox";

    static final String EVENT_ID = ENTRIES + ".eventId";

    /** True on documents with entries, absent on all others, so that a sweeper has to look at few documents only. */
    static final String PENDING = "outboxPending";

    /** When the newest entry was written, or an entry was last rejected. */
    static final String PENDING_SINCE = "outboxPendingSince";

    /** True on documents with an entry that the broker rejects because of the entry itself, absent on all others. */
    static final String REJECTED = "outboxRejected";

    private Outbox() {}

    /** Adds an event to the update that makes it true; it is pending since it occurred. */
    public static Update append(Update update, OutboxEntry entry) {
        return markPending(update.push(ENTRIES, entry), entry.at());
    }

    /**
     * Adds events to the update that makes them true.
     *
     * @param entries oldest first, at least one
     * @param now when the update is written
     */
    public static Update append(Update update, List<OutboxEntry> entries, Instant now) {
        return markPending(update.push(ENTRIES).each(entries.toArray()), now);
    }

    private static Update markPending(Update update, Instant since) {
        return update.set(PENDING, true).set(PENDING_SINCE, since);
    }

    /**
     * Marks a document with entries as pending again, in case it has lost its mark. A document that has kept it keeps its time as well, and so its
     * turn.
     */
    public static Update restorePending(Instant now) {
        // Without a time, the sweeper would not find the document.
        return new Update().set(PENDING, true).min(PENDING_SINCE, now);
    }

    /** Restricts the criteria to documents with pending events. */
    public static Criteria pending(Criteria criteria) {
        return criteria.and(PENDING).is(true);
    }

    /** Restricts the criteria to documents without pending events. */
    public static Criteria nothingPending(Criteria criteria) {
        return criteria.and(PENDING).ne(true);
    }

    /** Restricts the criteria to documents with entries, whether they are marked as pending or not. */
    public static Criteria notEmpty(Criteria criteria) {
        return criteria.and(ENTRIES + ".0").exists(true);
    }

    /** Includes the entries in the result of a query, to be read as an {@link OutboxDocument}. */
    public static void include(Query query) {
        query.fields().include(ENTRIES);
    }

    /**
     * The entries of a document that was read with them ({@link #include}), oldest first.
     *
     * <p>An update that returns its document is written for a plain {@link Document}: with any other type, Spring Data would look up every updated
     * field in that type, and throw an exception for each that it lacks.
     */
    public static List<OutboxEntry> entries(MongoOperations mongo, Document stored) {
        return mongo.getConverter().read(OutboxDocument.class, stored).entries();
    }
}
