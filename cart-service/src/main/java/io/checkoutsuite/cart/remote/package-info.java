/** The activities that reserve stock, reserve offer uses and authorize payments, and the HTTP clients of the other services. */
@NullMarked
package io.checkoutsuite.cart.remote;

import org.jspecify.annotations.NullMarked;
