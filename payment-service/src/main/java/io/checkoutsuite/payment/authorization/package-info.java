/** Authorizing, reversing, binding, capturing and refunding the payments of one checkout attempt. */
@NullMarked
package io.checkoutsuite.payment.authorization;

import org.jspecify.annotations.NullMarked;
