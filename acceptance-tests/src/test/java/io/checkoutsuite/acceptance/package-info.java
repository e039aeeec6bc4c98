/** The suite's promises, tried from outside. */
@NullMarked
package io.checkoutsuite.acceptance;

import org.jspecify.annotations.NullMarked;
