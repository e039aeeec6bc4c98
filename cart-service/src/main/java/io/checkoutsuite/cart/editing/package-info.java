/** Changes that buyers make to carts. */
@NullMarked
package io.checkoutsuite.cart.editing;

import org.jspecify.annotations.NullMarked;
