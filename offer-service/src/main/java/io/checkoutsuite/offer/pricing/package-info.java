/** The discounts on a cart: the best set of offers for the buyer, allocated to the cent. */
@NullMarked
package io.checkoutsuite.offer.pricing;

import org.jspecify.annotations.NullMarked;
