/** Architecture rules that several modules state. */
@NullMarked
package io.checkoutsuite.test.architecture;

import org.jspecify.annotations.NullMarked;
