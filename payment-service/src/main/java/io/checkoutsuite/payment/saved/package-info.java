/** The means of payment that customers keep. */
@NullMarked
package io.checkoutsuite.payment.saved;

import org.jspecify.annotations.NullMarked;
