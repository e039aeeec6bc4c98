package io.checkoutsuite.reservations;

import java.util.Set;

/** The stored names of a counter's own fields; every other field is its owner's. */
interface CounterFields {
    String TOTAL = "total";
    String BUFFER = "buffer";
    String SOFT = "soft";
    String HARD = "hard";
    String AVAILABLE = "available";
    String POLICY = "policy";
    String OPEN = "open";

    /** How often the owner has changed the total; absent before the first time. */
    String CHANGES = "changes";

    /** The owner's last change while it has yet to be recorded, and that it has. */
    String CHANGE = "change";

    String OWES_CHANGE = "owesChange";

    Set<String> OWN = Set.of("_id", TOTAL, BUFFER, SOFT, HARD, AVAILABLE, POLICY, OPEN, CHANGES, CHANGE, OWES_CHANGE);
}
