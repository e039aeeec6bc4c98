/** Retries, dead letters and redrives. */
@NullMarked
package io.checkoutsuite.messaging.deadletter;

import org.jspecify.annotations.NullMarked;
