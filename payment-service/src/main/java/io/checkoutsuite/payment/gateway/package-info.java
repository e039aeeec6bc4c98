/** The interface to payment gateways: requests and responses. */
@NullMarked
package io.checkoutsuite.payment.gateway;

import org.jspecify.annotations.NullMarked;
