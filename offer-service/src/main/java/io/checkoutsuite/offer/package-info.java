/** Offers, codes and their uses, which are reserved during checkout. */
@NullMarked
package io.checkoutsuite.offer;

import org.jspecify.annotations.NullMarked;
