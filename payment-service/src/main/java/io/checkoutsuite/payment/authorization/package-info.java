/** All payments of one checkout attempt: their states and transitions, and the port of their store. */
@NullMarked
package io.checkoutsuite.payment.authorization;

import org.jspecify.annotations.NullMarked;
