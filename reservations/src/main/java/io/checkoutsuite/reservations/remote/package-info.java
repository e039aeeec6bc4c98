/** The client of the cart service. */
@NullMarked
package io.checkoutsuite.reservations.remote;

import org.jspecify.annotations.NullMarked;
