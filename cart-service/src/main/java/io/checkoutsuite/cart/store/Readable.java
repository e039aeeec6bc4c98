package io.checkoutsuite.cart.store;

import java.util.List;
import java.util.Optional;
import lombok.extern.slf4j.Slf4j;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** Reads documents one by one, so that one that nobody can read hides no other. */
@Slf4j
final class Readable {

    private Readable() {}

    /** Those that can be read, in their order. */
    static <T> List<T> all(MongoOperations mongo, List<Document> stored, Class<T> type) {
        return stored.stream()
                .flatMap(document -> one(mongo, document, type).stream())
                .toList();
    }

    static <T> Optional<T> one(MongoOperations mongo, Document stored, Class<T> type) {
        try {
            return Optional.of(mongo.getConverter().read(type, stored));
        } catch (RuntimeException broken) {
            log.error("{} cannot be read and is passed by: {}", stored.get("_id"), broken.toString());
            return Optional.empty();
        }
    }
}
