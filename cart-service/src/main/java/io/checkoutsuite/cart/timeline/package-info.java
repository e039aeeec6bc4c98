/** The timeline of a cart, assembled from the records of all services. */
@NullMarked
package io.checkoutsuite.cart.timeline;

import org.jspecify.annotations.NullMarked;
