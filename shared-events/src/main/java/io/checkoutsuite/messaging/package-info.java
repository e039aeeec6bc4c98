/** Reliable messaging: an outbox that loses no event, an inbox that repeats none, and dead letters that hide none. */
@NullMarked
package io.checkoutsuite.messaging;

import org.jspecify.annotations.NullMarked;
