/** Compares two things by measuring them in turn, so that what disturbs the machine disturbs both. */
@NullMarked
package io.checkoutsuite.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
