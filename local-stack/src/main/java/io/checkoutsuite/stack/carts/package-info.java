/** Files of carts: read, submitted over HTTP, remembered. */
@NullMarked
package io.checkoutsuite.stack.carts;

import org.jspecify.annotations.NullMarked;
