/** The checkout: claim, activities with undo, decision, recovery. */
@NullMarked
package io.checkoutsuite.cart.checkout;

import org.jspecify.annotations.NullMarked;
