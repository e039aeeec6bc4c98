/** What operators offer: offers and the codes that open them. */
@NullMarked
package io.checkoutsuite.offer.offer;

import org.jspecify.annotations.NullMarked;
