/** Checks the suite's guarantees for all submitted carts, based on the services' own responses. */
@NullMarked
package io.checkoutsuite.stack.checks;

import org.jspecify.annotations.NullMarked;
