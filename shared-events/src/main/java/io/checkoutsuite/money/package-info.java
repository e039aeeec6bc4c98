/** Amounts of money in one currency. */
@NullMarked
package io.checkoutsuite.money;

import org.jspecify.annotations.NullMarked;
