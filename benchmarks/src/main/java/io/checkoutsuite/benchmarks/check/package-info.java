/** Checks after a run that every order is whole; a run that broke a guarantee is no result. */
@NullMarked
package io.checkoutsuite.benchmarks.check;

import org.jspecify.annotations.NullMarked;
