/** The other services, as this one calls them. */
@NullMarked
package io.checkoutsuite.cart.remote;

import org.jspecify.annotations.NullMarked;
