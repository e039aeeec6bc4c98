/**
 * One request of a checkout: what it reserves, commits and releases, and in which state it is. The use cases are public for {@code
 * Reservations} and the expiry sweep only; {@code Requests} is the port to what is stored.
 */
@NullMarked
package io.checkoutsuite.reservations.request;

import org.jspecify.annotations.NullMarked;
