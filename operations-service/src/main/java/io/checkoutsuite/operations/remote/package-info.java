/** Clients of the cart service and of the participants. */
@NullMarked
package io.checkoutsuite.operations.remote;

import org.jspecify.annotations.NullMarked;
