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

    Set<String> OWN = Set.of("_id", TOTAL, BUFFER, SOFT, HARD, AVAILABLE, POLICY, OPEN);
}
