/** Reversing the payments of an attempt that ends without an order, and whatever late calls have left held. */
@NullMarked
package io.checkoutsuite.payment.reversal;

import org.jspecify.annotations.NullMarked;
