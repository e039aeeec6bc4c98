/** The model of offers, and of the codes that make them eligible. */
@NullMarked
package io.checkoutsuite.offer.offer;

import org.jspecify.annotations.NullMarked;
