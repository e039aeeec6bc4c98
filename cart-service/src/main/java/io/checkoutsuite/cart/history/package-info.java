/** The checkout history as the operations service reads it, and the publication of outcomes again. */
@NullMarked
package io.checkoutsuite.cart.history;

import org.jspecify.annotations.NullMarked;
