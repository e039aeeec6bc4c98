package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Optional;
import lombok.extern.slf4j.Slf4j;

/**
 * Placeholder for a stored document that cannot be decoded. It carries the original bytes, so that the document is preserved when the other
 * documents of its page are rewritten. Queries skip it.
 */
@Slf4j
final class UnreadableDocument {
    // Clients cannot send this name: a field name ends at the first zero byte.
    private static final String BYTES = "\0unreadable";

    private UnreadableDocument() {}

    static Document of(byte[] bytes, Throwable cause) {
        log.error("A stored document of {} bytes cannot be decoded and is skipped: {}", bytes.length, cause.toString());
        return new Document(BYTES, new BinData(bytes));
    }

    static boolean is(Document document) {
        return document.containsKey(BYTES);
    }

    static Optional<byte[]> bytes(Document document) {
        return document.get(BYTES) instanceof BinData data ? Optional.of(data.getData()) : Optional.empty();
    }
}
