/** Calculates what a cart costs. */
@NullMarked
package io.checkoutsuite.cart.pricing;

import org.jspecify.annotations.NullMarked;
