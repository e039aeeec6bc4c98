/** Sends random requests and records to the whole suite while honest buyers keep buying, and checks every response and the final state. */
package io.checkoutsuite.acceptance.fuzz;
