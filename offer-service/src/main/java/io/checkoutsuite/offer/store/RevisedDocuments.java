package io.checkoutsuite.offer.store;

import static java.util.stream.Collectors.toMap;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/** The reads and conditional writes of a collection that operators keep. */
record RevisedDocuments<D extends RevisedDocument<D>>(
        MongoOperations mongo, Class<D> type, String collection, Clock clock) {

    Optional<D> find(String id) {
        return Optional.ofNullable(mongo.findById(id, type, collection));
    }

    List<D> findAll(Collection<String> ids) {
        return ids.isEmpty() ? List.of() : find(query(where("_id").in(ids)));
    }

    List<D> find(Query query) {
        return mongo.find(query, type, collection);
    }

    List<D> page(String tenant, String after, int limit) {
        // All keys of a tenant lie between its name with a slash and its name with the character after a slash.
        Criteria behind = where("_id").gt(tenant + "/" + after).lt(tenant + "0");
        return find(query(behind).with(Sort.by("_id")).limit(limit));
    }

    boolean remove(String id) {
        return mongo.remove(query(where("_id").is(id)), collection).getDeletedCount() > 0;
    }

    /** Two commands, however many documents there are, unless somebody else writes the same ones. */
    void putAll(List<D> documents) {
        List<D> lastWords = List.copyOf(documents.stream()
                .collect(toMap(RevisedDocument::id, document -> document, (first, later) -> later))
                .values());
        while (!lastWords.isEmpty() && !written(lastWords)) {
            // Another operator was faster: ours is the later word then.
        }
    }

    /** Decides between two operators: each replaces the revision it saw, so that the revision grows with every change. */
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
        return RacingBulk.wonAll(bulk, documents.size());
    }

    private Map<String, Long> revisions(List<D> documents) {
        Query known = query(
                where("_id").in(documents.stream().map(RevisedDocument::id).toList()));
        known.fields().include("revision");
        return mongo.find(known, Document.class, collection).stream()
                .collect(toMap(stored -> stored.getString("_id"), stored -> stored.getLong("revision")));
    }
}
