/** Stops each part of a running suite, and verifies that callers get the documented response and nothing is lost. */
package io.checkoutsuite.failure.outage;
