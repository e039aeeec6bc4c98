package io.checkoutsuite.operations.reconciliation;

import java.time.Instant;

/** Selects the discrepancies that a run repairs. */
@FunctionalInterface
interface RepairSelection {

    /** @param asOf the cart service's time when the run started */
    boolean selects(Discrepancy discrepancy, Instant asOf);
}
