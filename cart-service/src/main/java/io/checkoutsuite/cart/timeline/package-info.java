/** What happened to a cart, told from what every service has on record. */
@NullMarked
package io.checkoutsuite.cart.timeline;

import org.jspecify.annotations.NullMarked;
