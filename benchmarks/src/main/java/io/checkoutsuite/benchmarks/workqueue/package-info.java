/** Measures the work queue: several nodes, each in a process of its own, that put items into one queue and take them out of it. */
@NullMarked
package io.checkoutsuite.benchmarks.workqueue;

import org.jspecify.annotations.NullMarked;
