/** HTTP clients of the other services. */
@NullMarked
package io.checkoutsuite.cart.remote;

import org.jspecify.annotations.NullMarked;
