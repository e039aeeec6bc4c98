/**
 * Limited quantities and the holds in them. What is public is what the other rooms decide with; how it is stored is known to no room.
 */
@NullMarked
package io.checkoutsuite.reservations.counter;

import org.jspecify.annotations.NullMarked;
