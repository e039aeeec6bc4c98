/** The cart model, and the rules for changing a cart. */
@NullMarked
package io.checkoutsuite.cart.cart;

import org.jspecify.annotations.NullMarked;
