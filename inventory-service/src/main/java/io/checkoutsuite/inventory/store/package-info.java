/** The documents of stock and reservations. */
@NullMarked
package io.checkoutsuite.inventory.store;

import org.jspecify.annotations.NullMarked;
