package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Optional;
import lombok.extern.slf4j.Slf4j;

/**
 * What stands in for a stored document that cannot be decoded: its bytes as they are. It keeps its place in the file, so that nothing is
 * lost when its neighbours are written, and no query sees it.
 */
@Slf4j
final class UnreadableDocument {
    // No name that a client can send: theirs end at the first zero.
    private static final String BYTES = "\0unreadable";

    private UnreadableDocument() {}

    static Document of(byte[] bytes, Throwable why) {
        log.error("A stored document of {} bytes cannot be read and is left out: {}", bytes.length, why.toString());
        return new Document(BYTES, new BinData(bytes));
    }

    static boolean is(Document document) {
        return document.containsKey(BYTES);
    }

    static Optional<byte[]> bytes(Document document) {
        return document.get(BYTES) instanceof BinData data ? Optional.of(data.getData()) : Optional.empty();
    }
}
