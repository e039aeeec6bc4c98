package io.checkoutsuite.operations.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.operations.replay.Replay;
import io.checkoutsuite.operations.replay.Replays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Repository;

/** Replays in the document store. */
@Repository
class MongoReplays implements Replays {

    private static final String COLLECTION = "replays";

    private final MongoOperations mongo;
    private final DocumentReader reader;

    MongoReplays(MongoOperations mongo) {
        this.mongo = mongo;
        reader = new DocumentReader(mongo, COLLECTION);
        mongo.indexOps(COLLECTION).createIndex(new Index("state", Sort.Direction.ASC).on("_id", Sort.Direction.ASC));
        mongo.indexOps(COLLECTION).createIndex(new Index("tenant", Sort.Direction.ASC).on("_id", Sort.Direction.DESC));
    }

    private Function<Document, Replay> replay() {
        return reader.as(ReplayDocument.class).andThen(ReplayDocument::replay);
    }

    @Override
    public void begin(Replay replay) {
        mongo.insert(ReplayDocument.of(replay), COLLECTION);
    }

    @Override
    public Optional<Replay> find(String tenant, String id) {
        return Optional.ofNullable(
                        mongo.findOne(query(where("_id").is(id).and("tenant").is(tenant)), Document.class, COLLECTION))
                .map(stored -> reader.readOrThrow(stored, replay()));
    }

    @Override
    public List<Replay> page(String tenant, String beforeId, int limit) {
        Criteria of = where("tenant").is(tenant);
        if (!beforeId.isEmpty()) {
            of.and("_id").lt(beforeId);
        }
        return reader.first(query(of).with(Sort.by(Sort.Direction.DESC, "_id")), limit, replay());
    }

    @Override
    public List<Replay.Running> running(int limit) {
        return reader.first(
                query(where("state").is(Replay.State.RUNNING)).with(Sort.by("_id")),
                limit,
                replay().andThen(Replay.Running.class::cast));
    }

    @Override
    public boolean replace(Replay seen, Replay next) {
        // Guards against concurrent writes of the node that runs the replay, a node that takes it over, and operators.
        return mongo.replace(
                                query(where("_id")
                                        .is(seen.id())
                                        .and("header.revision")
                                        .is(seen.revision())),
                                ReplayDocument.of(next),
                                COLLECTION)
                        .getMatchedCount()
                == 1;
    }
}
