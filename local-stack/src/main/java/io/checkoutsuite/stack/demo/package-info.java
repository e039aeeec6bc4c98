/** A few dozen carts that each tell a story. */
@NullMarked
package io.checkoutsuite.stack.demo;

import org.jspecify.annotations.NullMarked;
