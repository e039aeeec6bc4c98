/** The HTTP edge of the cart service. */
@NullMarked
package io.checkoutsuite.cart.web;

import org.jspecify.annotations.NullMarked;
