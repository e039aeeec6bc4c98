/** The right of one call to work on an authorization and to call gateways for it. */
@NullMarked
package io.checkoutsuite.payment.lease;

import org.jspecify.annotations.NullMarked;
