/** Computes from the results of a report what many checkouts per second need, and what saturates first. */
@NullMarked
package io.checkoutsuite.benchmarks.capacity;

import org.jspecify.annotations.NullMarked;
