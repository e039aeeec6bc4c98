package io.checkoutsuite.cart.specimen;

import org.bson.Document;

/** Violates the rule that only the outbox names its fields, to prove that the rule detects a name in a method. */
public final class NamesOutboxInLiteral {

    private NamesOutboxInLiteral() {}

    public static Document marked() {
        return new Document("outboxPending", true);
    }
}
