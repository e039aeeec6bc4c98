/** Kills the suite in the middle of a checkout and observes its recovery. */
@NullMarked
package io.checkoutsuite.stack.crash;

import org.jspecify.annotations.NullMarked;
