/** Compares the outcomes of checkouts with what every participant holds, and repairs the discrepancies that are safe to repair. */
@NullMarked
package io.checkoutsuite.operations.reconciliation;

import org.jspecify.annotations.NullMarked;
