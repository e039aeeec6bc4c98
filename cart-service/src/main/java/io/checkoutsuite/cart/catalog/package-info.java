/** What can be bought and for how much. */
@NullMarked
package io.checkoutsuite.cart.catalog;

import org.jspecify.annotations.NullMarked;
