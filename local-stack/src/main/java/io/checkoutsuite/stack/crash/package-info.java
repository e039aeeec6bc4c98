/** The suite dies in the middle of a checkout, and goes on. */
@NullMarked
package io.checkoutsuite.stack.crash;

import org.jspecify.annotations.NullMarked;
