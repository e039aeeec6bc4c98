/** Stock and its reservations: soft during checkout, hard once sold. */
@NullMarked
package io.checkoutsuite.inventory;

import org.jspecify.annotations.NullMarked;
