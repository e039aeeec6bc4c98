/** The listeners for the outcomes of checkouts. */
@NullMarked
package io.checkoutsuite.offer.messaging;

import org.jspecify.annotations.NullMarked;
