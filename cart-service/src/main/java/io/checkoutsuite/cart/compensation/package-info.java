/** Compensates the activities of failed checkouts, and retries until it succeeds or an operator has to intervene. */
@NullMarked
package io.checkoutsuite.cart.compensation;

import org.jspecify.annotations.NullMarked;
