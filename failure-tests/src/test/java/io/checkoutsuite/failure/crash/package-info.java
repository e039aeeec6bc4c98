/** Kills each service at each of its effects, and verifies from outside that every guarantee still holds. */
package io.checkoutsuite.failure.crash;
