/** The demo: a few dozen carts, each with a story. */
@NullMarked
package io.checkoutsuite.stack.demo;

import org.jspecify.annotations.NullMarked;
