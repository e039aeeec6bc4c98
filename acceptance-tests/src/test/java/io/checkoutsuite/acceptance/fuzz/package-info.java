/** Sends random requests and records to the whole suite while honest buyers go on buying, and judges every answer and what is left at the end. */
package io.checkoutsuite.acceptance.fuzz;
