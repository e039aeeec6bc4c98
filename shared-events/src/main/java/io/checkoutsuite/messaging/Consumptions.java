package io.checkoutsuite.messaging;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.Readable;
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
public final class Consumptions {

    private static final String COLLECTION = "consumed";

    private final MongoOperations mongo;
    private final Readable readable;

    public Consumptions(MongoOperations mongo) {
        this.mongo = mongo;
        readable = new Readable(mongo, COLLECTION);
    }

    void createIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index("requestId", Sort.Direction.ASC));
    }

    /** The inbox records of all listeners of this service for events of this checkout attempt. */
    public List<Consumption> of(String tenant, String requestId) {
        Query ofAttempt = query(where("requestId").is(requestId).and("tenant").is(tenant));
        return readable.all(mongo.find(ofAttempt, Document.class, COLLECTION), readable.as(Consumption.class));
    }

    Optional<Consumption> find(String id) {
        return Optional.ofNullable(mongo.findById(id, Consumption.class, COLLECTION));
    }

    /** True for the caller that starts to apply the event. Race: of two concurrent deliveries, the unique key lets only one insert its record. */
    boolean begin(Consumption running) {
        try {
            mongo.insert(running, COLLECTION);
            return true;
        } catch (DuplicateKeyException known) {
            return false;
        }
    }

    /** True for the caller that takes over an unfinished record. Race: of two concurrent take-overs, only one still matches the old owner. */
    boolean takeOver(Consumption abandoned, Consumption mine) {
        Update newOwner = new Update().set("owner", mine.owner()).set("leaseUntil", mine.leaseUntil());
        if (mine.replayId() != null) {
            newOwner.set("replayId", mine.replayId());
        }
        return mongo.findAndModify(
                        ownedBy(abandoned.id(), abandoned.owner()),
                        newOwner,
                        FindAndModifyOptions.none(),
                        Consumption.class,
                        COLLECTION)
                != null;
    }

    /** False if another process has taken over the record. */
    boolean applied(String id, String owner, Instant now) {
        Update applied = new Update().set("state", Consumption.State.APPLIED).set("appliedAt", now);
        return mongo.updateFirst(ownedBy(id, owner), applied, COLLECTION).getMatchedCount() == 1;
    }

    /** Records that an applied event was applied again for a replay. */
    void reapplied(String id, String replayId) {
        mongo.updateFirst(
                query(where("_id").is(id).and("state").is(Consumption.State.APPLIED)),
                new Update().set("replayId", replayId),
                COLLECTION);
    }

    /** Lets the next delivery start again, unless the record was taken over or is applied. */
    void release(String id, String owner) {
        mongo.remove(ownedBy(id, owner), COLLECTION);
    }

    private static Query ownedBy(String id, String owner) {
        return query(where("_id").is(id).and("owner").is(owner).and("state").is(Consumption.State.RUNNING));
    }
}
