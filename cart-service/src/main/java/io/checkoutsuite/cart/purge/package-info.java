/** Removes carts that have not changed for a long time, if a shop enables it. */
@NullMarked
package io.checkoutsuite.cart.purge;

import org.jspecify.annotations.NullMarked;
