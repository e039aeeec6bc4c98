/** Fetches the states of checkout attempts from the cart service, for services that hold something for them. */
@NullMarked
package io.checkoutsuite.web.checkout;

import org.jspecify.annotations.NullMarked;
