/** Reliable messaging: an outbox that loses nothing, consumption that repeats nothing, dead letters that hide nothing. */
@NullMarked
package io.checkoutsuite.messaging;

import org.jspecify.annotations.NullMarked;
