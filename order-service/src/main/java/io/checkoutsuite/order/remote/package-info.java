/** Calls to other services. */
@NullMarked
package io.checkoutsuite.order.remote;

import org.jspecify.annotations.NullMarked;
