/** Buyers: what they put into their carts, and when they submit. */
@NullMarked
package io.checkoutsuite.benchmarks.load;

import org.jspecify.annotations.NullMarked;
