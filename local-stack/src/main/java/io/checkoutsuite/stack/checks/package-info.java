/** Checks the suite's promises over everything that was bought, from the services' own answers. */
@NullMarked
package io.checkoutsuite.stack.checks;

import org.jspecify.annotations.NullMarked;
