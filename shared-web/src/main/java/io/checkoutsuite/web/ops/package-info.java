/** The endpoints for operators that every service has. */
@NullMarked
package io.checkoutsuite.web.ops;

import org.jspecify.annotations.NullMarked;
