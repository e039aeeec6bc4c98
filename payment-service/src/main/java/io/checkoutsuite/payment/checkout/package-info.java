/** What a checkout asks for: authorizing the payments of an attempt, and binding them to its order. */
@NullMarked
package io.checkoutsuite.payment.checkout;

import org.jspecify.annotations.NullMarked;
