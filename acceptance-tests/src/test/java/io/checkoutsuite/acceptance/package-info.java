/** Verifies the suite's guarantees from outside. */
@NullMarked
package io.checkoutsuite.acceptance;

import org.jspecify.annotations.NullMarked;
