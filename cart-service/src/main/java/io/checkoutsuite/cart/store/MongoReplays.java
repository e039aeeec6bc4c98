package io.checkoutsuite.cart.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.cart.replay.Replay;
import io.checkoutsuite.cart.replay.Replays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** Replays in the document store. */
@Repository
class MongoReplays implements Replays {

    private static final String COLLECTION = "replays";
    private static final int MOST_UNREADABLE = 1_000;

    private final MongoOperations mongo;
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    MongoReplays(MongoOperations mongo) {
        this.mongo = mongo;
        mongo.indexOps(COLLECTION).createIndex(new Index("state", Sort.Direction.ASC).on("_id", Sort.Direction.ASC));
        mongo.indexOps(COLLECTION).createIndex(new Index("tenant", Sort.Direction.ASC).on("_id", Sort.Direction.DESC));
    }

    @Override
    public void begin(Replay replay) {
        mongo.insert(replay, COLLECTION);
    }

    @Override
    public Optional<Replay> find(String tenant, String id) {
        return Optional.ofNullable(
                mongo.findOne(query(where("_id").is(id).and("tenant").is(tenant)), Replay.class, COLLECTION));
    }

    @Override
    public List<Replay> page(String tenant, String beforeId, int limit) {
        Criteria of = where("tenant").is(tenant);
        if (!beforeId.isEmpty()) {
            of.and("_id").lt(beforeId);
        }
        return readable(query(of).with(Sort.by(Sort.Direction.DESC, "_id")), limit);
    }

    @Override
    public List<Replay> running(int limit) {
        // One that this process cannot read is told of once.
        return readable(
                query(where("state").is(Replay.State.RUNNING).and("_id").nin(unreadable))
                        .with(Sort.by("_id")),
                limit);
    }

    /** The first of them that can be read: those that cannot hide no others. */
    private List<Replay> readable(Query which, int limit) {
        Query enough = which.limit(limit + MOST_UNREADABLE).cursorBatchSize(limit);
        try (Stream<Document> stored = mongo.stream(enough, Document.class, COLLECTION)) {
            return stored.flatMap(document -> readable(document).stream())
                    .limit(limit)
                    .toList();
        }
    }

    private Optional<Replay> readable(Document stored) {
        Optional<Replay> replay = Readable.one(mongo, stored, Replay.class);
        if (replay.isEmpty() && unreadable.size() < MOST_UNREADABLE) {
            unreadable.add(stored.getString("_id"));
        }
        return replay;
    }

    @Override
    public boolean replace(Replay seen, Replay next) {
        // Decides every race between the node that runs it, one that takes it over, and operators.
        return mongo.replace(query(where("_id").is(seen.id()).and("revision").is(seen.revision())), next, COLLECTION)
                        .getMatchedCount()
                == 1;
    }
}
