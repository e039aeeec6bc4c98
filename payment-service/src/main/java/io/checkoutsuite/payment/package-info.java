/** Saved payments, authorizations, and all communication with payment gateways. */
@NullMarked
package io.checkoutsuite.payment;

import org.jspecify.annotations.NullMarked;
