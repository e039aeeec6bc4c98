/** Stock for checkouts: reserved under a lease while a checkout runs, committed once the cart is sold, otherwise released. */
@NullMarked
package io.checkoutsuite.inventory.reservation;

import org.jspecify.annotations.NullMarked;
