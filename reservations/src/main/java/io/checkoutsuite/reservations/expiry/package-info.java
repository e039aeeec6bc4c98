/** What becomes of holds whose lease has expired: the outcome of their checkout decides. */
@NullMarked
package io.checkoutsuite.reservations.expiry;

import org.jspecify.annotations.NullMarked;
