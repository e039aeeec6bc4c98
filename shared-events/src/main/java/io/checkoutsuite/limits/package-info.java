/** The limits of values that cross services, each defined once: what one service accepts, no other refuses. */
@NullMarked
package io.checkoutsuite.limits;

import org.jspecify.annotations.NullMarked;
