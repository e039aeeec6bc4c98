/** The gateway Stripe, over its public HTTP interface. */
@NullMarked
package io.checkoutsuite.payment.stripe;

import org.jspecify.annotations.NullMarked;
