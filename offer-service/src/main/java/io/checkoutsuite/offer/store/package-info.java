/** Offers, codes, counters and uses as documents. */
@NullMarked
package io.checkoutsuite.offer.store;

import org.jspecify.annotations.NullMarked;
