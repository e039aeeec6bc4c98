package io.checkoutsuite.operations.store;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.operations.reconciliation.Reconciliation;
import io.checkoutsuite.operations.reconciliation.ReconciliationProgress;
import io.checkoutsuite.operations.reconciliation.Reconciliations;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** Stores reconciliation runs; the last scheduled run is one document per tenant. */
@Repository
class MongoReconciliations implements Reconciliations {

    private static final String COLLECTION = "reconciliations";

    private final MongoOperations mongo;
    private final DocumentReader reader;

    MongoReconciliations(MongoOperations mongo) {
        this.mongo = mongo;
        reader = new DocumentReader(mongo, COLLECTION);
    }

    /** @param token of the lease of a scheduled run; 0 for the runs of operators */
    private record Row(
            @Id String id,
            String tenant,
            long token,
            Reconciliation run,
            @Nullable ReconciliationProgress progress) {}

    /** The progress of the last scheduled run, without its findings. */
    private record StoredProgress(@Id String id, @Nullable ReconciliationProgress progress) {}

    @Override
    public void add(Reconciliation run) {
        mongo.insert(new Row(id(run.tenant(), run.id()), run.tenant(), 0, run, null), COLLECTION);
    }

    private static String id(String tenant, String id) {
        return new TenantKey(tenant, id).id();
    }

    @Override
    public void saveScheduled(Reconciliation run, @Nullable ReconciliationProgress progress, long token) {
        Update update =
                new Update().set("tenant", run.tenant()).set("token", token).set("run", run);
        if (progress != null) {
            update.set("progress", progress);
        }
        try {
            // Guards against a node that has lost the lease: the run with the larger token is stored.
            mongo.upsert(
                    query(where("_id")
                            .is(id(run.tenant(), SCHEDULED))
                            .and("token")
                            .lte(token)),
                    update,
                    Row.class,
                    COLLECTION);
        } catch (DuplicateKeyException savedByLaterHolder) {
            // The stored result is newer.
        }
    }

    @Override
    public Optional<ReconciliationProgress> progress(String tenant) {
        Query scheduled = query(where("_id").is(id(tenant, SCHEDULED)));
        scheduled.fields().include("progress");
        return Optional.ofNullable(mongo.findOne(scheduled, StoredProgress.class, COLLECTION))
                .map(StoredProgress::progress);
    }

    @Override
    public Optional<Reconciliation> find(String tenant, String id) {
        return Optional.ofNullable(mongo.findById(id(tenant, id), Row.class, COLLECTION))
                .map(Row::run);
    }

    @Override
    public List<Reconciliation> page(String tenant, @Nullable String beforeId, int limit) {
        Criteria older = beforeId == null
                ? TenantKey.first(tenant).startAfter(new Criteria())
                : new TenantKey(tenant, beforeId).endBefore(new Criteria());
        Query page = query(older).with(Sort.by(Sort.Direction.DESC, "_id"));
        page.fields().exclude("run.findings");
        return reader.first(page, limit, reader.as(Row.class).andThen(Row::run));
    }
}
