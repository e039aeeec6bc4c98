/** Finishing what a dead process, or a gateway without a response, has left unfinished. */
@NullMarked
package io.checkoutsuite.payment.recovery;

import org.jspecify.annotations.NullMarked;
