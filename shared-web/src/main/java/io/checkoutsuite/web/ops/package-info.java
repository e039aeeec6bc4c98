/** The endpoints for operators that every service has for the events that it consumes. */
@NullMarked
package io.checkoutsuite.web.ops;

import org.jspecify.annotations.NullMarked;
