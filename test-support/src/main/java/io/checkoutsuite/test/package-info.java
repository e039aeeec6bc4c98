/** What the tests of several modules share; no main code depends on it. */
@NullMarked
package io.checkoutsuite.test;

import org.jspecify.annotations.NullMarked;
