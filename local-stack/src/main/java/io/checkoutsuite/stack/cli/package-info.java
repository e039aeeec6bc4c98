/** The commands people type. */
@NullMarked
package io.checkoutsuite.stack.cli;

import org.jspecify.annotations.NullMarked;
