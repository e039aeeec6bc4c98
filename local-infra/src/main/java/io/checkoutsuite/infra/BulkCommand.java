package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Corrects bulk writes where the server library differs from MongoDB: counts of failed inserts, and ordered updates that must stop on error. */
sealed interface BulkCommand {
    int INVALID_LENGTH = 16;
    Map<String, String> LIST = Map.of("insert", "documents", "update", "updates", "delete", "deletes");

    /** @throws MongoServerError if it contains no writes, or more than the server's advertised batch size */
    static BulkCommand of(String command, Document query) {
        String list = LIST.get(command);
        if (list != null) {
            requireFitting(documents(query.get(list)).size());
        }
        boolean ordered = !Boolean.FALSE.equals(query.get("ordered"));
        return switch (command) {
            case "insert" -> new Inserts(query, ordered);
            case "update" -> ordered && updates(query).size() > 1 ? new OrderedUpdates(query) : new PassThrough(query);
            default -> new PassThrough(query);
        };
    }

    private static void requireFitting(int writes) {
        if (writes < 1 || writes > MongoWireProtocolHandler.MAX_WRITE_BATCH_SIZE) {
            throw new MongoServerError(
                    INVALID_LENGTH,
                    "InvalidLength",
                    "Write batch sizes must be between 1 and " + MongoWireProtocolHandler.MAX_WRITE_BATCH_SIZE
                            + ". Got " + writes + " operations.");
        }
    }

    Document execute(UnaryOperator<Document> server);

    private static List<Document> updates(Document query) {
        return documents(query.get("updates"));
    }

    private static List<Document> documents(@Nullable Object list) {
        return list == null
                ? List.of()
                : ((Collection<?>) list).stream().map(Document.class::cast).toList();
    }

    private static int number(Document document, String field) {
        return ((Number) Objects.requireNonNull(document.get(field), field)).intValue();
    }

    /** A command that the library handles correctly. */
    record PassThrough(Document query) implements BulkCommand {
        @Override
        public Document execute(UnaryOperator<Document> server) {
            return server.apply(query);
        }
    }

    /** Sets {@code n} to the number of documents inserted, not sent. */
    record Inserts(Document query, boolean ordered) implements BulkCommand {
        @Override
        public Document execute(UnaryOperator<Document> server) {
            Document reply = server.apply(query);
            List<Document> errors = documents(reply.get("writeErrors"));
            if (!errors.isEmpty()) {
                int sent = documents(query.get("documents")).size();
                reply.put("n", ordered ? number(errors.getFirst(), "index") : sent - errors.size());
            }
            return reply;
        }
    }

    /** Runs the updates one by one and stops after the first failure. */
    record OrderedUpdates(Document query) implements BulkCommand {
        @Override
        public Document execute(UnaryOperator<Document> server) {
            List<Document> upserted = new ArrayList<>();
            List<Document> errors = new ArrayList<>();
            int matched = 0;
            int modified = 0;
            List<Document> updates = updates(query);
            for (int index = 0; index < updates.size() && errors.isEmpty(); index++) {
                Document one = query.clone();
                one.put("updates", List.of(updates.get(index)));
                Document reply = server.apply(one);
                matched += number(reply, "n");
                modified += number(reply, "nModified");
                upserted.addAll(at(index, reply.get("upserted")));
                errors.addAll(at(index, reply.get("writeErrors")));
            }
            Document reply = new Document("n", matched).append("nModified", modified);
            reply.putIfNotNull("upserted", upserted.isEmpty() ? null : upserted);
            reply.putIfNotNull("writeErrors", errors.isEmpty() ? null : errors);
            return reply.append("ok", 1.0);
        }

        private static List<Document> at(int index, @Nullable Object entries) {
            List<Document> moved = documents(entries);
            moved.forEach(entry -> entry.put("index", index));
            return moved;
        }
    }
}
