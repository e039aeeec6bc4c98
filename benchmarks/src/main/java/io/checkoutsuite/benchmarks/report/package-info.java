/** The result of a run, for people and as JSON. */
@NullMarked
package io.checkoutsuite.benchmarks.report;

import org.jspecify.annotations.NullMarked;
