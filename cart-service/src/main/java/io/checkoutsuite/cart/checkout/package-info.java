/**
 * The checkout: claim, activities with compensation, decision, recovery. The activities that reserve and authorize in other services are in {@code
 * remote}.
 */
@NullMarked
package io.checkoutsuite.cart.checkout;

import org.jspecify.annotations.NullMarked;
