/** What there is of each SKU at each location, and how much of it can still be had. */
@NullMarked
package io.checkoutsuite.inventory.stock;

import org.jspecify.annotations.NullMarked;
