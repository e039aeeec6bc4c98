/** What the service hears from the suite. */
@NullMarked
package io.checkoutsuite.payment.messaging;

import org.jspecify.annotations.NullMarked;
