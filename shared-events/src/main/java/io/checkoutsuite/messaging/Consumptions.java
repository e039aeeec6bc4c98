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

/** The record of what was consumed. It has no expiry: however late an old message comes again, it is known. */
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

    /** Every listener of this service that has begun with or applied an event of this checkout attempt. */
    public List<Consumption> of(String tenant, String requestId) {
        Query ofAttempt = query(where("requestId").is(requestId).and("tenant").is(tenant));
        return readable.all(mongo.find(ofAttempt, Document.class, COLLECTION), readable.as(Consumption.class));
    }

    Optional<Consumption> find(String id) {
        return Optional.ofNullable(mongo.findById(id, Consumption.class, COLLECTION));
    }

    /** True for the one who begins; the key decides between two deliveries at the same time. */
    boolean begin(Consumption running) {
        try {
            mongo.insert(running, COLLECTION);
            return true;
        } catch (DuplicateKeyException known) {
            return false;
        }
    }

    /** True for the one who takes over a half-done consumption; the old owner in the guard decides between two who try. */
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

    /** False if somebody else took it over meanwhile. */
    boolean applied(String id, String owner, Instant now) {
        Update applied = new Update().set("state", Consumption.State.APPLIED).set("appliedAt", now);
        return mongo.updateFirst(ownedBy(id, owner), applied, COLLECTION).getMatchedCount() == 1;
    }

    /** Remembers that an applied event was applied once more for a replay. */
    void reapplied(String id, String replayId) {
        mongo.updateFirst(
                query(where("_id").is(id).and("state").is(Consumption.State.APPLIED)),
                new Update().set("replayId", replayId),
                COLLECTION);
    }

    /** Lets the next delivery begin anew, unless somebody has taken over or it is applied. */
    void release(String id, String owner) {
        mongo.remove(ownedBy(id, owner), COLLECTION);
    }

    private static Query ownedBy(String id, String owner) {
        return query(where("_id").is(id).and("owner").is(owner).and("state").is(Consumption.State.RUNNING));
    }
}
