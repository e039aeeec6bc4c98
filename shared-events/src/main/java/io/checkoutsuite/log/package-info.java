/** What the log lines of all services have in common. */
@NullMarked
package io.checkoutsuite.log;

import org.jspecify.annotations.NullMarked;
