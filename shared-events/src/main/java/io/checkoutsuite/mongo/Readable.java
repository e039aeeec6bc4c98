package io.checkoutsuite.mongo;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Reads the documents of a collection one by one, so that one that cannot be read, because a later version wrote it or somebody has changed
 * it by hand, hides no other. It is passed by with an error in the log, once a minute for each.
 */
@Slf4j
@RequiredArgsConstructor
public final class Readable {

    /** Any more, and somebody has done something to the store that is not for this process to sort out. */
    private static final int MOST = 10_000;

    private static final long SAID_AGAIN_AFTER = Duration.ofMinutes(1).toNanos();

    private final MongoOperations mongo;
    private final String collection;

    /** When each was said to be unreadable. */
    private final Map<String, Long> said = new ConcurrentHashMap<>();

    /** Reads a document as a record of this type. */
    public <T> Function<Document, T> as(Class<T> type) {
        return stored -> mongo.getConverter().read(type, stored);
    }

    /**
     * The first, at most so many, of those that the query finds and that can be read, in its order. What cannot be read takes no place of
     * others: where it stands in a full answer, a longer one is asked for.
     *
     * <p>Nothing is written or remembered for it. Each node finds the others for itself, a node of a later version goes on with what this one
     * cannot read, and what somebody has repaired is found at once.
     */
    public <T> List<T> first(Query query, int limit, Function<Document, T> read) {
        int asked = limit;
        while (true) {
            List<Document> found = mongo.find(query.limit(asked), Document.class, collection);
            List<T> readable = found.stream()
                    .flatMap(stored -> one(stored, read).stream())
                    .limit(limit)
                    .toList();
            if (readable.size() == limit || found.size() < asked || asked >= MOST) {
                return readable;
            }
            asked *= 2;
        }
    }

    /** Those that can be read, in their order. */
    public <T> List<T> all(Collection<Document> stored, Function<Document, T> read) {
        return stored.stream().flatMap(document -> one(document, read).stream()).toList();
    }

    /** Those that can be read and those that cannot, apart from each other; all of them have ids that are texts. */
    public <T> Known<T> known(Collection<Document> stored, Function<Document, T> read) {
        Map<String, T> byId = new HashMap<>();
        Set<String> unreadable = new HashSet<>();
        for (Document document : stored) {
            String id = document.getString("_id");
            one(document, read).ifPresentOrElse(found -> byId.put(id, found), () -> unreadable.add(id));
        }
        return new Known<>(byId, unreadable);
    }

    /** Empty if it cannot be read. */
    public <T> Optional<T> one(Document stored, Function<Document, T> read) {
        try {
            return Optional.of(required(stored, read));
        } catch (UnreadableDocumentException unreadable) {
            say(idOf(stored), unreadable);
            return Optional.empty();
        }
    }

    /**
     * For what is asked for by its id and for nothing else.
     *
     * @throws UnreadableDocumentException if it cannot be read
     */
    public <T> T required(Document stored, Function<Document, T> read) {
        try {
            return Objects.requireNonNull(read.apply(stored));
        } catch (RuntimeException broken) {
            throw new UnreadableDocumentException(collection, idOf(stored), broken);
        }
    }

    private static String idOf(Document stored) {
        return String.valueOf(stored.get("_id"));
    }

    private void say(String id, UnreadableDocumentException unreadable) {
        long now = System.nanoTime();
        @Nullable Long last = said.get(id);
        if (last != null && now - last < SAID_AGAIN_AFTER) {
            return;
        }
        if (said.size() >= MOST) {
            said.clear();
        }
        said.put(id, now);
        log.error("{} and is passed by: {}", unreadable.getMessage(), String.valueOf(unreadable.getCause()));
    }
}
