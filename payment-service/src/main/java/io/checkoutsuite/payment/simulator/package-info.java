/** The embedded gateway: behaves like a remote system, with a durable memory of its own. */
@NullMarked
package io.checkoutsuite.payment.simulator;

import org.jspecify.annotations.NullMarked;
