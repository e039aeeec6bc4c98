/** Capturing and refunding the payments of an order. */
@NullMarked
package io.checkoutsuite.payment.capture;

import org.jspecify.annotations.NullMarked;
