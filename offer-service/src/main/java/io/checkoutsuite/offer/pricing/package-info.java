/** What offers take off a cart: the best set for the buyer, allocated to the cent. */
@NullMarked
package io.checkoutsuite.offer.pricing;

import org.jspecify.annotations.NullMarked;
