/** The HTTP edge: stock for shops, reservations for the cart service, imports for operators. */
@NullMarked
package io.checkoutsuite.inventory.web;

import org.jspecify.annotations.NullMarked;
