/** Starts the suite that is measured, in a process of its own. */
@NullMarked
package io.checkoutsuite.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
