package io.checkoutsuite.messaging.inbox;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.DocumentReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The inbox: which listener has applied which event. Its records never expire, so a duplicate is recognized however late it arrives. */
public final class Inbox {

    private static final String COLLECTION = "inbox";

    private final MongoOperations mongo;
    private final DocumentReader reader;

    public Inbox(MongoOperations mongo) {
        this.mongo = mongo;
        reader = new DocumentReader(mongo, COLLECTION);
    }

    void createIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index("requestId", Sort.Direction.ASC));
    }

    /** The inbox records of all listeners of this service for events of this checkout attempt. */
    public List<InboxRecord> of(String tenant, String requestId) {
        Query ofAttempt = query(where("requestId").is(requestId).and("tenant").is(tenant));
        return reader.all(mongo.find(ofAttempt, Document.class, COLLECTION), reader.as(InboxRecord.class));
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
