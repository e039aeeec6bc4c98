package io.checkoutsuite.messaging;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The outboxes inside one collection's documents. */
record OutboxDocuments(String collection, MongoOperations mongo) {

    private static final int READ_AT_ONCE = 20;
    private static final String EVENT_ID = OutboxEntry.OUTBOX + ".eventId";

    /** A document and what it owes. */
    private record Owing(Object id, List<OutboxEntry> outbox) {}

    void createIndexes() {
        mongo.indexOps(collection)
                .createIndex(new Index(OutboxEntry.OWES, Sort.Direction.ASC)
                        .on(OutboxEntry.OWED_AT, Sort.Direction.ASC)
                        .sparse());
        mongo.indexOps(collection).createIndex(new Index(OutboxEntry.REFUSED, Sort.Direction.ASC).sparse());
    }

    /** The documents that have owed something since before then, oldest first. */
    List<Object> oldest(Instant before, int limit) {
        Query owing = query(where(OutboxEntry.OWES)
                        .is(true)
                        .and(OutboxEntry.OWED_AT)
                        .lt(before))
                .with(Sort.by(OutboxEntry.OWED_AT))
                .limit(limit);
        owing.fields().include("_id");
        return mongo.find(owing, Document.class, collection).stream()
                .map(found -> found.get("_id"))
                .toList();
    }

    /** Since when the oldest has owed something; empty if none owes. */
    Optional<Instant> owedSince() {
        Query oldest = query(where(OutboxEntry.OWES).is(true))
                .with(Sort.by(OutboxEntry.OWED_AT))
                .limit(1);
        oldest.fields().include(OutboxEntry.OWED_AT);
        return Optional.ofNullable(mongo.findOne(oldest, Document.class, collection))
                .map(found -> found.get(OutboxEntry.OWED_AT, Date.class))
                .map(Date::toInstant);
    }

    /** What these documents owe by now, in their order: as many, from the first on, as fill the bytes. */
    List<Owed> owed(List<Object> ids, long bytes) {
        List<Owed> owed = new ArrayList<>();
        long read = 0;
        for (int from = 0; from < ids.size() && read < bytes; from += READ_AT_ONCE) {
            List<Object> few = ids.subList(from, Math.min(ids.size(), from + READ_AT_ONCE));
            Map<Object, Owing> found = owing(few);
            for (Object id : few) {
                // A document that is settled meanwhile owes nothing, which is an answer too.
                Owing owing = found.get(id);
                Owed each = new Owed(id, owing == null ? List.of() : owing.outbox());
                read += each.bytes();
                owed.add(each);
            }
        }
        return owed;
    }

    private Map<Object, Owing> owing(List<Object> ids) {
        Query some = query(where("_id").in(ids).and(OutboxEntry.OWES).is(true));
        some.fields().include(OutboxEntry.OUTBOX);
        try (Stream<Owing> found = mongo.stream(some, Owing.class, collection)) {
            return found.collect(Collectors.toMap(Owing::id, Function.identity()));
        }
    }

    long countOwing() {
        return mongo.count(query(where(OutboxEntry.OWES).is(true)), collection);
    }

    long countRefused() {
        return mongo.count(query(where(OutboxEntry.REFUSED).is(true)), collection);
    }

    /** Puts a document with a refused entry behind all others; true if it was not known as such. */
    boolean moveBack(Object id, Instant now) {
        Document before = mongo.findAndModify(
                query(where("_id").is(id).and(OutboxEntry.OWES).is(true)),
                new Update().set(OutboxEntry.OWED_AT, now).set(OutboxEntry.REFUSED, true),
                Document.class,
                collection);
        return before != null && !before.getBoolean(OutboxEntry.REFUSED, false);
    }

    /**
     * Takes acknowledged entries out of their documents: one command, one write per document.
     *
     * @return what was added to them before that: nobody else publishes it
     */
    List<Owed> settle(List<Owed> acknowledged) {
        if (acknowledged.isEmpty()) {
            return List.of();
        }
        BulkOperations emptied = mongo.bulkOps(BulkMode.UNORDERED, collection);
        acknowledged.forEach(owed -> emptied.updateOne(
                // Decides the race with a writer who adds an entry meanwhile: only an outbox that is as it was
                // published is emptied.
                query(where("_id")
                        .is(owed.documentId())
                        .and(OutboxEntry.OUTBOX)
                        .size(owed.entries().size())
                        .and(EVENT_ID)
                        .is(owed.entries().getLast().eventId())),
                nothingOwed().set(OutboxEntry.OUTBOX, List.of())));
        if (emptied.execute().getMatchedCount() == acknowledged.size()) {
            return List.of();
        }
        Set<Object> stillOwing =
                owing(acknowledged.stream().map(Owed::documentId).toList()).keySet();
        return acknowledged.stream()
                .filter(owed -> stillOwing.contains(owed.documentId()))
                .map(this::settleEntryByEntry)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Takes acknowledged entries out of a document that owes others still.
     *
     * @return those others; empty if there are none, or if the entries were not there any more
     */
    Optional<Owed> settleEntryByEntry(Owed acknowledged) {
        List<String> ids =
                acknowledged.entries().stream().map(OutboxEntry::eventId).toList();
        Query stillThere =
                query(where("_id").is(acknowledged.documentId()).and(EVENT_ID).is(ids.getLast()));
        stillThere.fields().include(OutboxEntry.OUTBOX);
        // Decides who goes on: whoever takes entries out sees in the same moment what was added behind them.
        Owing left = mongo.findAndModify(
                stillThere,
                new Update().pull(OutboxEntry.OUTBOX, query(where("eventId").in(ids))),
                FindAndModifyOptions.options().returnNew(true),
                Owing.class,
                collection);
        if (left == null) {
            return Optional.empty();
        }
        if (left.outbox().isEmpty()) {
            mongo.updateFirst(
                    query(where("_id")
                            .is(acknowledged.documentId())
                            .and(OutboxEntry.OUTBOX)
                            .size(0)),
                    nothingOwed(),
                    collection);
            return Optional.empty();
        }
        return Optional.of(new Owed(acknowledged.documentId(), left.outbox()));
    }

    private static Update nothingOwed() {
        return new Update().unset(OutboxEntry.OWES).unset(OutboxEntry.OWED_AT).unset(OutboxEntry.REFUSED);
    }
}
