/** The saved payment methods of customers. */
@NullMarked
package io.checkoutsuite.payment.saved;

import org.jspecify.annotations.NullMarked;
