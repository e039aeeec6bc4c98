/** Orders, from the moment a cart is sold: what was sold, what ships together and what is on hold. */
@NullMarked
package io.checkoutsuite.order.order;

import org.jspecify.annotations.NullMarked;
