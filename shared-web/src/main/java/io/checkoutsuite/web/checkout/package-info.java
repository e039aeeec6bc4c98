/** What became of checkouts, asked of the cart service by whoever holds something for them. */
@NullMarked
package io.checkoutsuite.web.checkout;

import org.jspecify.annotations.NullMarked;
