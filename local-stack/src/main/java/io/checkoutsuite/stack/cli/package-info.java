/** The launcher's commands. */
@NullMarked
package io.checkoutsuite.stack.cli;

import org.jspecify.annotations.NullMarked;
