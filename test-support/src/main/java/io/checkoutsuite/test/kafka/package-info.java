/** Reads and writes topics as any client of the broker can. */
@NullMarked
package io.checkoutsuite.test.kafka;

import org.jspecify.annotations.NullMarked;
