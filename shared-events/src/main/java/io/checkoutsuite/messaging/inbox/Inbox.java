package io.checkoutsuite.messaging.inbox;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.messaging.InboxEntry;
import io.checkoutsuite.mongo.DocumentReader;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * The inbox: which listener has applied which event. An event is recorded in the document that it changed, or in a record of its own. Records never
 * expire, so a duplicate is recognized however late it arrives.
 */
public final class Inbox {

    private static final String COLLECTION = "inbox";

    private final MongoOperations mongo;
    private final List<String> documents;
    private final DocumentReader reader;

    /** @param documents the collections whose documents contain inbox entries ({@link InboxDocument}) */
    public Inbox(MongoOperations mongo, List<String> documents) {
        this.mongo = mongo;
        this.documents = List.copyOf(documents);
        reader = new DocumentReader(mongo, COLLECTION);
    }

    void createIndexes() {
        Stream.concat(documents.stream(), Stream.of(COLLECTION))
                .forEach(collection ->
                        mongo.indexOps(collection).createIndex(new Index("requestId", Sort.Direction.ASC)));
    }

    private record EventAndListener(String eventId, String listener) {

        static EventAndListener of(InboxEntry entry) {
            return new EventAndListener(entry.eventId(), entry.listener());
        }
    }

    /** The events of this checkout attempt that listeners of this service have applied, at most one entry for each event and listener. */
    public List<InboxEntry> applied(String tenant, String requestId) {
        Map<EventAndListener, InboxEntry> applied = new LinkedHashMap<>();
        Stream.concat(
                        inDocuments(tenant, requestId).stream(),
                        records(tenant, requestId).stream().flatMap(known -> known.entry().stream()))
                // A record also knows of replays.
                .forEach(entry -> applied.put(EventAndListener.of(entry), entry));
        return List.copyOf(applied.values());
    }

    private List<InboxRecord> records(String tenant, String requestId) {
        return reader.all(
                mongo.find(ofAttempt(tenant, requestId), Document.class, COLLECTION), reader.as(InboxRecord.class));
    }

    private List<InboxEntry> inDocuments(String tenant, String requestId) {
        return documents.stream()
                .flatMap(collection -> inDocuments(collection, tenant, requestId))
                .toList();
    }

    private Stream<InboxEntry> inDocuments(String collection, String tenant, String requestId) {
        Query changed = ofAttempt(tenant, requestId);
        changed.fields().include(InboxDocument.ENTRIES);
        DocumentReader changedDocuments = new DocumentReader(mongo, collection);
        return changedDocuments
                .all(
                        mongo.find(changed, Document.class, collection),
                        changedDocuments.as(InboxDocument.class).andThen(InboxDocument::entries))
                .stream()
                .flatMap(List::stream);
    }

    private static Query ofAttempt(String tenant, String requestId) {
        return query(where("requestId").is(requestId).and("tenant").is(tenant));
    }

    /** The entry about the same event and listener in the document that the event changed; empty if there is none. */
    Optional<InboxEntry> inDocument(String tenant, String requestId, InboxEntry wanted) {
        EventAndListener key = EventAndListener.of(wanted);
        return inDocuments(tenant, requestId).stream()
                .filter(entry -> EventAndListener.of(entry).equals(key))
                .findFirst();
    }

    Optional<InboxRecord> find(String id) {
        return Optional.ofNullable(mongo.findById(id, InboxRecord.class, COLLECTION));
    }

    /** True for the caller that adds the event's record. Race: of two concurrent deliveries, the unique key lets only one insert its record. */
    boolean add(InboxRecord first) {
        try {
            mongo.insert(first, COLLECTION);
            return true;
        } catch (DuplicateKeyException known) {
            return false;
        }
    }

    /** True for the caller that takes over an unfinished record. Race: of two concurrent take-overs, only one still matches the old owner. */
    boolean takeOver(InboxRecord abandoned, InboxRecord mine) {
        Update newOwner = new Update().set("owner", mine.owner()).set("leaseUntil", mine.leaseUntil());
        if (mine.replayId() != null) {
            newOwner.set("replayId", mine.replayId());
        }
        return mongo.findAndModify(
                        ownedBy(abandoned.id(), abandoned.owner()),
                        newOwner,
                        FindAndModifyOptions.none(),
                        InboxRecord.class,
                        COLLECTION)
                != null;
    }

    /** False if another process has taken over the record. */
    boolean markApplied(String id, String owner, Instant now) {
        Update applied = new Update().set("state", InboxRecord.State.APPLIED).set("appliedAt", now);
        return mongo.updateFirst(ownedBy(id, owner), applied, COLLECTION).getMatchedCount() == 1;
    }

    /** Records that an applied event was applied again for a replay. */
    void markReapplied(String id, String replayId) {
        mongo.updateFirst(
                query(where("_id").is(id).and("state").is(InboxRecord.State.APPLIED)),
                new Update().set("replayId", replayId),
                COLLECTION);
    }

    /** Lets the next delivery start again, unless the record was taken over or is applied. */
    void release(String id, String owner) {
        mongo.remove(ownedBy(id, owner), COLLECTION);
    }

    private static Query ownedBy(String id, String owner) {
        return query(where("_id").is(id).and("owner").is(owner).and("state").is(InboxRecord.State.RUNNING));
    }
}
