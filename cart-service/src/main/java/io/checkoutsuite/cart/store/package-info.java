/** Stores carts, catalogue and counters as documents, with every conditional write of this service. */
@NullMarked
package io.checkoutsuite.cart.store;

import org.jspecify.annotations.NullMarked;
