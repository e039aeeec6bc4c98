/** The checkout: claim, activities with compensation, decision, recovery. */
@NullMarked
package io.checkoutsuite.cart.checkout;

import org.jspecify.annotations.NullMarked;
