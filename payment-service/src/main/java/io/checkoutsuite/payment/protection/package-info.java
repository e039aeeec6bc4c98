/** Limits on the calls to remote gateways, and what operators see of them. */
@NullMarked
package io.checkoutsuite.payment.protection;

import org.jspecify.annotations.NullMarked;
