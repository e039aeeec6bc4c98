/** Measures the throughput of a running stack and its behaviour under overload. */
@NullMarked
package io.checkoutsuite.stack.load;

import org.jspecify.annotations.NullMarked;
