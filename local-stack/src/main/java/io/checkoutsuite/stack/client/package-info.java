/** The HTTP client of the suite's services. */
@NullMarked
package io.checkoutsuite.stack.client;

import org.jspecify.annotations.NullMarked;
