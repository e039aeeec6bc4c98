package io.checkoutsuite.cart.specimen;

/** Violates the rule that only the outbox names its fields, to prove that the rule detects a path that begins with a name. */
public final class NamesOutboxInPath {

    private static final String OUTBOX = "outbox";

    public static final String FIRST_EVENT = OUTBOX + ".0.eventId";

    private NamesOutboxInPath() {}
}
