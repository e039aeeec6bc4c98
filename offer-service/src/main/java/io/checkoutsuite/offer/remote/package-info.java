/** Calls to other services. */
@NullMarked
package io.checkoutsuite.offer.remote;

import org.jspecify.annotations.NullMarked;
