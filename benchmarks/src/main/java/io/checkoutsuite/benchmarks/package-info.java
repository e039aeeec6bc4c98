/** Measures how fast the suite checks carts out and what one order costs. */
@NullMarked
package io.checkoutsuite.benchmarks;

import org.jspecify.annotations.NullMarked;
