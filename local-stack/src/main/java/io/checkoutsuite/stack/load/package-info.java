/** Load on a running stack: what it does, and what it does when more is asked of it. */
@NullMarked
package io.checkoutsuite.stack.load;

import org.jspecify.annotations.NullMarked;
