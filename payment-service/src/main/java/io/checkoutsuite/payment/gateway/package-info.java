/** What the suite says to payment gateways, and what they may answer. */
@NullMarked
package io.checkoutsuite.payment.gateway;

import org.jspecify.annotations.NullMarked;
