/** The cart: what a buyer puts together, and the rules of changing it. */
@NullMarked
package io.checkoutsuite.cart.cart;

import org.jspecify.annotations.NullMarked;
