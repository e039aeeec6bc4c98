/** Listens to checkouts. */
@NullMarked
package io.checkoutsuite.offer.messaging;

import org.jspecify.annotations.NullMarked;
