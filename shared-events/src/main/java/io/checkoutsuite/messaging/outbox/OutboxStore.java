package io.checkoutsuite.messaging.outbox;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.mongo.DatabaseErrors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The outboxes in the documents of one collection. */
record OutboxStore(String collection, MongoOperations mongo) {

    private static final int READ_AT_ONCE = 20;

    void createIndexes() {
        mongo.indexOps(collection)
                .createIndex(new Index(Outbox.PENDING, Sort.Direction.ASC)
                        .on(Outbox.PENDING_SINCE, Sort.Direction.ASC)
                        .sparse());
        mongo.indexOps(collection).createIndex(new Index(Outbox.REJECTED, Sort.Direction.ASC).sparse());
    }

    /** The ids of documents with events pending since before this time, oldest first. */
    List<Object> oldest(Instant before, int limit) {
        Query pending = query(
                        where(Outbox.PENDING).is(true).and(Outbox.PENDING_SINCE).lt(before))
                .with(Sort.by(Outbox.PENDING_SINCE))
                .limit(limit);
        pending.fields().include("_id");
        return mongo.find(pending, Document.class, collection).stream()
                .map(found -> found.get("_id"))
                .toList();
    }

    /** Since when the oldest document has had pending events; empty if there is none. */
    Optional<Instant> oldestPendingSince() {
        Query oldest = query(where(Outbox.PENDING).is(true))
                .with(Sort.by(Outbox.PENDING_SINCE))
                .limit(1);
        oldest.fields().include(Outbox.PENDING_SINCE);
        return Optional.ofNullable(mongo.findOne(oldest, Document.class, collection))
                .map(found -> found.get(Outbox.PENDING_SINCE, Date.class))
                .map(Date::toInstant);
    }

    /** The current pending events of these documents, in their order, from the first one on until the given number of bytes is reached. */
    List<PendingEvents> findPending(List<Object> ids, long bytes) {
        List<PendingEvents> pending = new ArrayList<>();
        long read = 0;
        for (int from = 0; from < ids.size() && read < bytes; from += READ_AT_ONCE) {
            List<Object> few = ids.subList(from, Math.min(ids.size(), from + READ_AT_ONCE));
            Map<Object, PendingEvents> found = readPending(few);
            for (Object id : few) {
                // A document whose entries were removed in the meantime is part of the result, without pending events.
                PendingEvents each = found.getOrDefault(id, new PendingEvents(id, List.of()));
                read += each.bytes();
                pending.add(each);
            }
        }
        return pending;
    }

    private Map<Object, PendingEvents> readPending(List<Object> ids) {
        try {
            Map<Object, PendingEvents> pending = new HashMap<>();
            find(ids).forEach(found -> pending.put(found.get("_id"), read(found)));
            return pending;
        } catch (RuntimeException failure) {
            if (DatabaseErrors.isUnavailable(failure)) {
                throw failure;
            }
            // A document that the server or the driver cannot read must not hide the others.
            return ids.size() == 1
                    ? Map.of(ids.getFirst(), PendingEvents.ofUnreadable(ids.getFirst()))
                    : ids.stream().map(id -> readPending(List.of(id))).collect(HashMap::new, Map::putAll, Map::putAll);
        }
    }

    private List<Document> find(List<Object> ids) {
        Query some = query(where("_id").in(ids).and(Outbox.PENDING).is(true));
        some.fields().include(Outbox.ENTRIES);
        return mongo.find(some, Document.class, collection);
    }

    private PendingEvents read(Document stored) {
        Object id = Objects.requireNonNull(stored.get("_id"));
        try {
            List<Document> entries = stored.getList(Outbox.ENTRIES, Document.class, List.of());
            return new PendingEvents(
                    id,
                    entries.stream()
                            .map(entry -> mongo.getConverter().read(OutboxEntry.class, entry))
                            .toList());
        } catch (RuntimeException broken) {
            return PendingEvents.ofUnreadable(id);
        }
    }

    long countPending() {
        return mongo.count(query(where(Outbox.PENDING).is(true)), collection);
    }

    long countRejected() {
        return mongo.count(query(where(Outbox.REJECTED).is(true)), collection);
    }

    /** Moves a document behind all others if the rejected event is still pending; true if the document was not yet marked as rejected. */
    boolean moveToBack(Object id, String rejectedEventId, Instant now) {
        return moveToBack(where("_id").is(id).and(Outbox.EVENT_ID).is(rejectedEventId), now);
    }

    /** Moves a document that cannot be read behind all others; true if it was not yet marked as rejected. */
    boolean moveToBack(Object id, Instant now) {
        return moveToBack(where("_id").is(id), now);
    }

    private boolean moveToBack(Criteria document, Instant now) {
        Query pending = query(document.and(Outbox.PENDING).is(true));
        pending.fields().include(Outbox.REJECTED);
        Document before = mongo.findAndModify(
                pending,
                new Update().set(Outbox.PENDING_SINCE, now).set(Outbox.REJECTED, true),
                Document.class,
                collection);
        return before != null && !before.getBoolean(Outbox.REJECTED, false);
    }

    /** Removes the pending mark from documents without entries; a process may have died between removing the last entry and the mark. */
    void unmarkEmpty(List<Object> ids) {
        mongo.updateMulti(
                // Guards against a writer that adds an entry in the meantime: its document stays marked.
                query(where("_id")
                        .in(ids)
                        .and(Outbox.PENDING)
                        .is(true)
                        .orOperator(
                                where(Outbox.ENTRIES).exists(false),
                                where(Outbox.ENTRIES).size(0))),
                unsetPending(),
                collection);
    }

    /**
     * Removes acknowledged entries from their documents: one command, one write per document.
     *
     * @return the entries that were added to them in the meantime; no other process publishes these
     */
    List<PendingEvents> removeAcknowledged(List<PendingEvents> acknowledged) {
        if (acknowledged.isEmpty()) {
            return List.of();
        }
        BulkOperations emptied = mongo.bulkOps(BulkMode.UNORDERED, collection);
        acknowledged.forEach(pending -> emptied.updateOne(
                // Guards against a writer that adds an entry in the meantime, and against another node that has removed
                // some of these entries: an outbox is emptied only if all remaining entries were published.
                query(where("_id")
                        .is(pending.documentId())
                        .and(Outbox.ENTRIES)
                        .not()
                        .elemMatch(where("eventId").nin(pending.eventIds()))),
                unsetPending().set(Outbox.ENTRIES, List.of())));
        if (emptied.execute().getMatchedCount() == acknowledged.size()) {
            return List.of();
        }
        Set<Object> stillPending = stillPending(
                acknowledged.stream().map(PendingEvents::documentId).toList());
        return acknowledged.stream()
                .filter(pending -> stillPending.contains(pending.documentId()))
                .map(this::removeAcknowledgedEntries)
                .flatMap(Optional::stream)
                .toList();
    }

    private Set<Object> stillPending(List<Object> ids) {
        Query pending = query(where("_id").in(ids).and(Outbox.PENDING).is(true));
        pending.fields().include("_id");
        return mongo.find(pending, Document.class, collection).stream()
                .map(found -> found.get("_id"))
                .collect(Collectors.toSet());
    }

    /**
     * Removes acknowledged entries from a document that has other pending entries.
     *
     * @return those other entries; empty if there are none, or if the acknowledged ones had already been removed
     */
    Optional<PendingEvents> removeAcknowledgedEntries(PendingEvents acknowledged) {
        List<String> ids = acknowledged.eventIds();
        Query stillThere = query(
                where("_id").is(acknowledged.documentId()).and(Outbox.EVENT_ID).in(ids));
        stillThere.fields().include(Outbox.ENTRIES);
        // Race: only the node that removes the entries continues; the same command returns what was added behind them.
        Document left = mongo.findAndModify(
                stillThere,
                new Update().pull(Outbox.ENTRIES, query(where("eventId").in(ids))),
                FindAndModifyOptions.options().returnNew(true),
                Document.class,
                collection);
        if (left == null) {
            return Optional.empty();
        }
        if (left.getList(Outbox.ENTRIES, Object.class, List.of()).isEmpty()) {
            unmarkEmpty(List.of(acknowledged.documentId()));
            return Optional.empty();
        }
        return Optional.of(read(left).beginningBefore(acknowledged.beginBefore()));
    }

    private static Update unsetPending() {
        return new Update().unset(Outbox.PENDING).unset(Outbox.PENDING_SINCE).unset(Outbox.REJECTED);
    }
}
