/** Carts, the checkout workflow and its activities, checkout outcomes. */
@NullMarked
package io.checkoutsuite.cart;

import org.jspecify.annotations.NullMarked;
