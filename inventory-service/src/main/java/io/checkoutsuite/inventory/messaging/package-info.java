/** The listeners for what became of a checkout. */
@NullMarked
package io.checkoutsuite.inventory.messaging;

import org.jspecify.annotations.NullMarked;
