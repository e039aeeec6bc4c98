package io.checkoutsuite.mongo;

/** A stored document that this version cannot read. */
public final class UnreadableDocumentException extends RuntimeException {

    UnreadableDocumentException(String collection, Object id, Throwable cause) {
        super("%s of %s cannot be read".formatted(id, collection), cause);
    }
}
