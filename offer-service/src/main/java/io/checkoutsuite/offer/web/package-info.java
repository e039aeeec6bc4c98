/** The HTTP adapters: prices and uses for the cart service, offers and codes for operators. */
@NullMarked
package io.checkoutsuite.offer.web;

import org.jspecify.annotations.NullMarked;
