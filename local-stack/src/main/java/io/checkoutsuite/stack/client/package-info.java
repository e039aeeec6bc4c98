/** The suite as its callers see it: over HTTP. */
@NullMarked
package io.checkoutsuite.stack.client;

import org.jspecify.annotations.NullMarked;
