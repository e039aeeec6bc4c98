/** What this service asks of the others. */
@NullMarked
package io.checkoutsuite.offer.remote;

import org.jspecify.annotations.NullMarked;
