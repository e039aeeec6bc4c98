/** Compares what became of the checkouts with what every service holds, and mends what can be mended safely. */
@NullMarked
package io.checkoutsuite.cart.reconcile;

import org.jspecify.annotations.NullMarked;
