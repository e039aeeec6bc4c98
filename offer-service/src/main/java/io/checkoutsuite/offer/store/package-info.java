/** The MongoDB adapters for offers, codes, counters and uses. */
@NullMarked
package io.checkoutsuite.offer.store;

import org.jspecify.annotations.NullMarked;
