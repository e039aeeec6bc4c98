/** Reads what the suite's process has used: processor time, memory, database commands. */
@NullMarked
package io.checkoutsuite.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
