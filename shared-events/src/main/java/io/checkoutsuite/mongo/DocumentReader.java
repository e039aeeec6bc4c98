package io.checkoutsuite.mongo;

import io.checkoutsuite.log.LogLimiter;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Reads the documents of a collection one by one, so that an unreadable document does not hide the others. A document may be unreadable
 * because a later version wrote it or because someone changed it by hand. It is skipped and logged as an error, at most once a minute each,
 * whichever reader finds it.
 */
@Slf4j
@RequiredArgsConstructor
public final class DocumentReader {

    /** More unreadable documents than this are damage to the store that this process cannot work around. */
    private static final int MAX_DOCUMENTS = 10_000;

    private static final LogLimiter LOG_LIMITER = new LogLimiter();

    private final MongoOperations mongo;
    private final String collection;

    /** Reads a document as a record of this type. */
    public <T> Function<Document, T> as(Class<T> type) {
        return stored -> mongo.getConverter().read(type, stored);
    }

    /**
     * Returns at most {@code limit} readable documents that the query finds, in its order. Unreadable documents do not count towards the limit: if
     * a full result contains some, the query is repeated with a larger limit.
     *
     * <p>Nothing is stored or remembered about unreadable documents. Each node detects them for itself, a node of a later version can process what
     * this one cannot read, and a repaired document is found immediately.
     */
    public <T> List<T> first(Query query, int limit, Function<Document, T> read) {
        int asked = limit;
        while (true) {
            List<Document> found = mongo.find(query.limit(asked), Document.class, collection);
            List<T> readable = found.stream()
                    .flatMap(stored -> tryRead(stored, read).stream())
                    .limit(limit)
                    .toList();
            if (readable.size() == limit || found.size() < asked || asked >= MAX_DOCUMENTS) {
                return readable;
            }
            asked *= 2;
        }
    }

    /** Returns the readable documents, in their order. */
    public <T> List<T> all(Collection<Document> stored, Function<Document, T> read) {
        return stored.stream()
                .flatMap(document -> tryRead(document, read).stream())
                .toList();
    }

    /** Separates readable documents from unreadable ones; the ids of all of them must be strings. */
    public <T> LookupResult<T> lookUp(Collection<Document> stored, Function<Document, T> read) {
        Map<String, T> byId = new HashMap<>();
        Set<String> unreadable = new HashSet<>();
        for (Document document : stored) {
            String id = document.getString("_id");
            tryRead(document, read).ifPresentOrElse(found -> byId.put(id, found), () -> unreadable.add(id));
        }
        return new LookupResult<>(byId, unreadable);
    }

    /** Empty if the document cannot be read. */
    public <T> Optional<T> tryRead(Document stored, Function<Document, T> read) {
        try {
            return Optional.of(readOrThrow(stored, read));
        } catch (UnreadableDocumentException unreadable) {
            LOG_LIMITER.log(
                    collection + "/" + idOf(stored),
                    suppressed -> log.error(
                            "{} and is skipped: {}{}",
                            unreadable.getMessage(),
                            String.valueOf(unreadable.getCause()),
                            suppressed));
            return Optional.empty();
        }
    }

    /**
     * Reads a single document that was requested by its id.
     *
     * @throws UnreadableDocumentException if it cannot be read
     */
    public <T> T readOrThrow(Document stored, Function<Document, T> read) {
        try {
            return Objects.requireNonNull(read.apply(stored));
        } catch (RuntimeException broken) {
            throw new UnreadableDocumentException(collection, idOf(stored), broken);
        }
    }

    private static String idOf(Document stored) {
        return String.valueOf(stored.get("_id"));
    }
}
