/** The checks of a checkout: each is an activity without side effects, found by its name in the settings. */
@NullMarked
package io.checkoutsuite.cart.checkout.checks;

import org.jspecify.annotations.NullMarked;
