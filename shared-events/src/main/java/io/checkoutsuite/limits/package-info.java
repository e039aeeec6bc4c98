/** Limits of values that several services share, each defined once: no service refuses what another one accepts. */
@NullMarked
package io.checkoutsuite.limits;

import org.jspecify.annotations.NullMarked;
