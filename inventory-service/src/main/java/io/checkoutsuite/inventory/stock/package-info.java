/** The stock of each SKU at each location, and how much of it is available. */
@NullMarked
package io.checkoutsuite.inventory.stock;

import org.jspecify.annotations.NullMarked;
