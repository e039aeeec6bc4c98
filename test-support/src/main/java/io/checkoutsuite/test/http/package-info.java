/** Calls services as their clients do, and stands in for the services that they call. */
@NullMarked
package io.checkoutsuite.test.http;

import org.jspecify.annotations.NullMarked;
