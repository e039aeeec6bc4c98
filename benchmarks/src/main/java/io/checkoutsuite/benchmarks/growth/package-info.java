/** Fills the database of a suite with copies of its orders. */
@NullMarked
package io.checkoutsuite.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
