/** The listeners for the outcomes of checkouts. */
@NullMarked
package io.checkoutsuite.inventory.messaging;

import org.jspecify.annotations.NullMarked;
