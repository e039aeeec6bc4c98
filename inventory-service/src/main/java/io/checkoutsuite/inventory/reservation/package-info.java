/** Stock held for a checkout: soft and leased while it runs, hard once it is sold, given back if it is not. */
@NullMarked
package io.checkoutsuite.inventory.reservation;

import org.jspecify.annotations.NullMarked;
