/** Runs the code under test at the same time, and waits for it. */
@NullMarked
package io.checkoutsuite.test.concurrency;

import org.jspecify.annotations.NullMarked;
