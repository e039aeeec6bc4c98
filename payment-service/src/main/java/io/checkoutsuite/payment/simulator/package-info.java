/** The embedded gateway. It behaves like a remote system and has a durable store of its own. */
@NullMarked
package io.checkoutsuite.payment.simulator;

import org.jspecify.annotations.NullMarked;
