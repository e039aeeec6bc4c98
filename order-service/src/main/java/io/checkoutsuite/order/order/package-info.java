/** Orders, from the moment a cart is sold: what was sold, what leaves together, what has to wait. */
@NullMarked
package io.checkoutsuite.order.order;

import org.jspecify.annotations.NullMarked;
