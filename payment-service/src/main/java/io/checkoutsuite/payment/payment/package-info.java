/** One payment: its method, its transactions and what they add up to. */
@NullMarked
package io.checkoutsuite.payment.payment;

import org.jspecify.annotations.NullMarked;
