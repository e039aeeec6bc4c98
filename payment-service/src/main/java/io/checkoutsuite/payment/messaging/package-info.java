/** Listeners for the suite's events, previews of these events, and the resources that the service holds. */
@NullMarked
package io.checkoutsuite.payment.messaging;

import org.jspecify.annotations.NullMarked;
