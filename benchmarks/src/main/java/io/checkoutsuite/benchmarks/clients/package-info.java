/** Compares HTTP clients for the calls between services. */
@NullMarked
package io.checkoutsuite.benchmarks.clients;

import org.jspecify.annotations.NullMarked;
