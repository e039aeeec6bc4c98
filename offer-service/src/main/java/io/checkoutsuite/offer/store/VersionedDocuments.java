package io.checkoutsuite.offer.store;

import static java.util.stream.Collectors.toMap;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.mongo.GuardedBulk;
import io.checkoutsuite.mongo.TenantKey;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/**
 * The reads and conditional writes of a collection that operators maintain. Reads of several documents leave out unreadable ones.
 *
 * @param <M> the model type of a document
 */
final class VersionedDocuments<D extends VersionedDocument<D>, M> {

    private final MongoOperations mongo;
    private final Class<D> type;
    private final String collection;
    private final Clock clock;
    private final DocumentReader reader;
    private final Function<Document, M> read;

    VersionedDocuments(MongoOperations mongo, Class<D> type, String collection, Clock clock, Function<D, M> model) {
        this.mongo = mongo;
        this.type = type;
        this.collection = collection;
        this.clock = clock;
        reader = new DocumentReader(mongo, collection);
        read = reader.as(type).andThen(model);
    }

    /** @throws io.checkoutsuite.mongo.UnreadableDocumentException if it cannot be read */
    Optional<M> find(String id) {
        return Optional.ofNullable(mongo.findById(id, Document.class, collection))
                .map(stored -> reader.readOrThrow(stored, read));
    }

    List<M> findAll(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : reader.all(mongo.find(query(where("_id").in(ids)), Document.class, collection), read);
    }

    List<M> first(Query query, int limit) {
        return reader.first(query, limit, read);
    }

    List<M> page(String tenant, String after, int limit) {
        Criteria further = new TenantKey(tenant, after).startAfter(new Criteria());
        return first(query(further).with(Sort.by("_id")), limit);
    }

    boolean remove(String id) {
        return mongo.remove(query(where("_id").is(id)), collection).getDeletedCount() > 0;
    }

    /** Sends two commands for any number of documents, and more only if another writer changes the same ones. */
    void putAll(List<D> documents) {
        List<D> latest = List.copyOf(documents.stream()
                .collect(toMap(VersionedDocument::id, document -> document, (first, later) -> later))
                .values());
        while (!latest.isEmpty() && !written(latest)) {
            // Another operator was faster: try again, so that this write is the later one.
        }
    }

    /** Race: two operators. Each replaces only the revision that it read, so the revision grows with every change. */
    private boolean written(List<D> documents) {
        Map<String, Long> seen = revisions(documents);
        long now = clock.millis();
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, type, collection);
        for (D document : documents) {
            Long before = seen.get(document.id());
            if (before == null) {
                bulk.insert(document.revised(now));
            } else {
                bulk.replaceOne(
                        query(where("_id").is(document.id()).and("revision").is(before)),
                        document.revised(Math.max(now, before + 1)));
            }
        }
        return GuardedBulk.wonAll(bulk, documents.size());
    }

    private Map<String, Long> revisions(List<D> documents) {
        Query known = query(
                where("_id").in(documents.stream().map(VersionedDocument::id).toList()));
        known.fields().include("revision");
        return mongo.find(known, Document.class, collection).stream()
                .collect(toMap(stored -> stored.getString("_id"), stored -> stored.getLong("revision")));
    }
}
