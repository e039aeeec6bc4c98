/** Reads files of carts, submits the carts over HTTP and records the results. */
@NullMarked
package io.checkoutsuite.stack.carts;

import org.jspecify.annotations.NullMarked;
