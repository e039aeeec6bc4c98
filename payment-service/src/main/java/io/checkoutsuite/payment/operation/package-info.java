/** What happens to the payments of an order after checkout: captures, refunds, voids, releases, credits and settlements. */
@NullMarked
package io.checkoutsuite.payment.operation;

import org.jspecify.annotations.NullMarked;
