/** Saved payments, authorizations, and everything that is said to gateways. */
@NullMarked
package io.checkoutsuite.payment;

import org.jspecify.annotations.NullMarked;
