/** Removes carts that nobody has touched for long, where a shop asks for it. */
@NullMarked
package io.checkoutsuite.cart.purge;

import org.jspecify.annotations.NullMarked;
