/** Reserves, commits and releases limited quantities, exactly once per request, with single-document writes. */
@NullMarked
package io.checkoutsuite.reservations;

import org.jspecify.annotations.NullMarked;
