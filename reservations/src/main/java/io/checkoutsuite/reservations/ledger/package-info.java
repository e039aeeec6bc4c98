/** Everything that has changed a counter, and the recomputation of its figures from it. */
@NullMarked
package io.checkoutsuite.reservations.ledger;

import org.jspecify.annotations.NullMarked;
