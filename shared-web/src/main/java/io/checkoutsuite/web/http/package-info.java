/** Body limits, preconditions, pages and calls to other services. */
@NullMarked
package io.checkoutsuite.web.http;

import org.jspecify.annotations.NullMarked;
