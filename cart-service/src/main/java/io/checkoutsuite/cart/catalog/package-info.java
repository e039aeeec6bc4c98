/** Products and their prices. */
@NullMarked
package io.checkoutsuite.cart.catalog;

import org.jspecify.annotations.NullMarked;
