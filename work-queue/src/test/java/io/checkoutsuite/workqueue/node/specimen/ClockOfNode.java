package io.checkoutsuite.workqueue.node.specimen;

import java.time.Instant;

/** Breaks the rule that leases end by the clock of the database. */
final class ClockOfNode {

    boolean isOver(Instant until) {
        return Instant.now().isAfter(until);
    }
}
