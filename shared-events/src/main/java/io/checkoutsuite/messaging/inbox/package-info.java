/** Applies each received event once. */
@NullMarked
package io.checkoutsuite.messaging.inbox;

import org.jspecify.annotations.NullMarked;
