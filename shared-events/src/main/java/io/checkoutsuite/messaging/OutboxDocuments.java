package io.checkoutsuite.messaging;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.List;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The outboxes inside one collection's documents. */
record OutboxDocuments(String collection, MongoOperations mongo) {

    /** What one document owes, oldest first. */
    record Owed(Object documentId, List<OutboxEntry> entries) {}

    /** A document that has owed something for a while. */
    record LeftBehind(Object id, List<OutboxEntry> outbox, Instant owedAt) {
        LeftBehind {
            outbox = List.copyOf(outbox);
        }
    }

    void createIndex() {
        mongo.indexOps(collection).createIndex(new Index(OutboxEntry.OWES, Sort.Direction.ASC).sparse());
    }

    List<LeftBehind> leftBehind(Instant since, int limit) {
        Query owing = query(where(OutboxEntry.OWES)
                        .is(true)
                        .and(OutboxEntry.OWED_AT)
                        .lt(since))
                .limit(limit);
        owing.fields().include(OutboxEntry.OUTBOX, OutboxEntry.OWED_AT);
        return mongo.find(owing, LeftBehind.class, collection);
    }

    long countOwing() {
        return mongo.count(query(where(OutboxEntry.OWES).is(true)), collection);
    }

    /** Takes acknowledged entries out of their documents: one command, one write per document. */
    void settle(List<Owed> acknowledged) {
        if (acknowledged.isEmpty()) {
            return;
        }
        BulkOperations emptied = mongo.bulkOps(BulkMode.UNORDERED, collection);
        acknowledged.forEach(owed -> emptied.updateOne(
                // Decides the race with a writer who adds an entry meanwhile: only an outbox that is as it was
                // published is emptied.
                query(where("_id")
                        .is(owed.documentId())
                        .and(OutboxEntry.OUTBOX)
                        .size(owed.entries().size())
                        .and(OutboxEntry.OUTBOX + ".eventId")
                        .is(owed.entries().getLast().eventId())),
                new Update()
                        .set(OutboxEntry.OUTBOX, List.of())
                        .unset(OutboxEntry.OWES)
                        .unset(OutboxEntry.OWED_AT)));
        if (emptied.execute().getMatchedCount() < acknowledged.size()) {
            settleEntryByEntry(acknowledged);
        }
    }

    private void settleEntryByEntry(List<Owed> acknowledged) {
        BulkOperations settled = mongo.bulkOps(BulkMode.ORDERED, collection);
        for (Owed owed : acknowledged) {
            List<String> ids = owed.entries().stream().map(OutboxEntry::eventId).toList();
            settled.updateOne(
                    query(where("_id").is(owed.documentId())),
                    new Update().pull(OutboxEntry.OUTBOX, query(where("eventId").in(ids))));
            settled.updateOne(
                    query(where("_id")
                            .is(owed.documentId())
                            .and(OutboxEntry.OUTBOX)
                            .size(0)),
                    new Update().unset(OutboxEntry.OWES).unset(OutboxEntry.OWED_AT));
        }
        settled.execute();
    }
}
