package io.checkoutsuite.reservations;

import java.util.Set;

/** The names of a counter's own stored fields; all other fields belong to its owner. */
interface CounterFields {
    String TOTAL = "total";
    String BUFFER = "buffer";
    String SOFT = "soft";
    String HARD = "hard";
    String AVAILABLE = "available";
    String POLICY = "policy";
    String OPEN = "open";

    /** The number of changes by the owner; absent before the first one. */
    String CHANGES = "changes";

    /** The owner's last change, while it is not recorded in the ledger yet. */
    String CHANGE = "change";

    String CHANGE_PENDING = "changePending";

    Set<String> OWN =
            Set.of("_id", TOTAL, BUFFER, SOFT, HARD, AVAILABLE, POLICY, OPEN, CHANGES, CHANGE, CHANGE_PENDING);
}
