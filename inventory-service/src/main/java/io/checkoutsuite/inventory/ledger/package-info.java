/** All changes of stock figures, and the recomputation of figures from them. */
@NullMarked
package io.checkoutsuite.inventory.ledger;

import org.jspecify.annotations.NullMarked;
